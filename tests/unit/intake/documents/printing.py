"""A desk that prints: an office with a dossier, its forms as papers, and what a reader or scanner finds on them."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pypdfium2 as pdfium
import zxingcpp
from PIL import Image

from services.intake.adapters.documents.dossier_list import StoredDossierList
from services.intake.adapters.documents.press import FormPress
from services.intake.adapters.documents.serials import StoredSerials
from services.intake.application.documents.confirm_form import ConfirmForm
from services.intake.application.documents.print_form import PrintForm
from services.intake.application.documents.print_register import PrintRegister
from services.intake.application.dossiers.access import Desk
from services.intake.application.dossiers.applicant import Applicant
from services.intake.application.dossiers.ports import Kept
from services.runtime.auth.principal import Principal
from tests.unit.intake.desk import AGENCY, terms
from tests.unit.intake.office import BOUNDS, Office, request, submission, vault

PUBLIC_URL = "https://mot-cua.example.vn"
DESK = Principal("desk-1", frozenset({AGENCY}))
TRIAL = Principal("trial-1", frozenset({AGENCY}), sandbox=True)
LAND = Principal("land-1", frozenset({"H90.20.01"}))


@cache
def press() -> FormPress:
    return FormPress()


@dataclass
class Log:
    """Notes in memory."""

    notes: list[tuple[str, str, str, str]] = field(default_factory=list)

    async def record(self, actor: str, agency: str, code: str, purpose: str) -> None:
        self.notes.append((actor, agency, code, purpose))


class PrintingOffice(Office):
    """An office whose forms are printed."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.log = Log()
        self.serials = StoredSerials(self.store.collection("serials"))
        clock = self.clock
        desk = Desk(self.dossiers, terms(), clock)
        self.print = PrintForm(desk, terms(), self.serials, opened, self.log, survey_token, PUBLIC_URL, clock)
        self.confirm = ConfirmForm(self.print, self.serials, BOUNDS, clock)
        listed = StoredDossierList(self.store.collection("dossiers"), self.dossiers, terms())
        self.register_book = PrintRegister(listed, terms(), self.serials, opened, self.log, clock)

    async def filed(self, key: str = "key-1", **changes: Any) -> str:
        """The code of a dossier filed just now."""
        answer = await self.file(request(key, submission=submission(**changes)))
        return answer.dossier.code


def survey_token(code: str, form: str) -> str:
    return f"token-{form}-{len(code)}"


def opened(kept: Kept) -> Applicant | None:
    return vault().decrypt(kept.dossier.code, kept.applicant) if kept.applicant else None


def text_of(pdf: bytes) -> str:
    """The text of all pages, with line ends as spaces: where a line breaks says nothing."""
    pages = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(pdf)]
    return " ".join(" ".join(pages).split())


def picture_of(pdf: bytes, page: int = 0, scale: float = 2.0) -> Image.Image:
    picture: Image.Image = pdfium.PdfDocument(pdf)[page].render(scale=scale).to_pil()
    return picture


def codes_on(picture: Image.Image) -> dict[str, str]:
    """What a scanner reads, by kind of code."""
    return {str(found.format).rpartition(".")[2]: found.text for found in zxingcpp.read_barcodes(picture)}
