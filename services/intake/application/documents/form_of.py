"""Makes the paper of a form, when the dossier has come to where the form is due."""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Final

from services.intake.application.documents.forms import (
    apology,
    receipt,
    refusal,
    step_log,
    stop_notice,
    supplement_request,
)
from services.intake.application.documents.kinds import FormKind
from services.intake.application.documents.paper import Block, Letterhead, Paper, SignatureBox
from services.intake.application.documents.source import Source
from services.intake.application.documents.wording import dated
from services.intake.domain.dossier import Dossier
from services.kernel.status import Status

__all__ = ["FORMS", "UNIT", "Form", "form_of"]

UNIT: Final = "Bộ phận tiếp nhận và trả kết quả"


@dataclass(frozen=True, slots=True)
class Form:
    """`title` holds unless the rule pack has another; `mark` ends its serial number, None for a form without one.

    `times` is how often it has become due so far, `personal` says that it shows the applicant's data, `survey` which
    survey goes with it (domain.md §8).
    """

    title: str
    mark: str | None
    times: Callable[[Dossier], int]
    blocks: Callable[[Source], tuple[Block, ...]]
    signatures: Callable[[Source], tuple[SignatureBox, ...]]
    personal: bool = True
    survey: str | None = None


def _form(
    module: ModuleType,
    title: str,
    mark: str | None,
    times: Callable[[Dossier], int],
    *,
    personal: bool = True,
    survey: str | None = None,
) -> Form:
    return Form(title, mark, times, module.blocks, module.signatures, personal, survey)


FORMS: Final = {
    FormKind.RECEIPT: _form(
        receipt,
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        "TNHS",
        lambda dossier: int(dossier.received_at is not None),
        survey="receipt",
    ),
    FormKind.SUPPLEMENT_REQUEST: _form(
        supplement_request,
        "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
        "HDHS",
        lambda dossier: len(dossier.supplements),
        survey="supplement",
    ),
    FormKind.REFUSAL: _form(
        refusal,
        "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
        "TCHS",
        lambda dossier: int(dossier.status is Status.REFUSED),
        survey="refusal",
    ),
    FormKind.APOLOGY: _form(
        apology,
        "Phiếu xin lỗi và hẹn lại ngày trả kết quả",
        "PXL",
        lambda dossier: dossier.apology.times if dossier.apology else 0,
    ),
    FormKind.STOP_NOTICE: _form(
        stop_notice,
        "Thông báo dừng giải quyết hồ sơ",
        "TBDHS",
        lambda dossier: int(dossier.stop_notice is not None),
    ),
    FormKind.STEP_LOG: _form(
        step_log,
        "Phiếu kiểm soát quá trình giải quyết hồ sơ",
        None,
        lambda dossier: int(dossier.received_at is not None),
        personal=False,
    ),
}


def form_of(kind: FormKind, source: Source) -> Paper:
    form = FORMS[kind]
    return Paper(
        form=source.pack.forms[kind],
        title=source.pack.form_titles.get(kind, form.title),
        letterhead=_letterhead(source, form.mark),
        blocks=form.blocks(source),
        signatures=form.signatures(source),
        subtitle="Bản thử nghiệm, không có giá trị" if source.dossier.filing.sandbox else "",
        code=source.dossier.code,
        link=source.link,
        note=f"Mời Ông/Bà đánh giá việc phục vụ tại {source.survey_link}" if source.survey_link else "",
    )


def _letterhead(source: Source, mark: str | None) -> Letterhead:
    number = f"{source.issued.number}/{mark}" if source.issued else None
    return Letterhead(source.agency_title, UNIT, dated(source.agency.name, source.at), source.above, number)
