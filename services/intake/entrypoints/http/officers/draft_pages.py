"""/can-bo/viet-ho: an officer writes for a citizen, reads it back, and files it once the citizen confirmed it"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError
from starlette.responses import Response

from services.intake.application.declaration.change_draft import ChangeDraft
from services.intake.application.declaration.file_draft import FileDraft
from services.intake.application.declaration.read_draft import ReadDraft
from services.intake.application.declaration.write_draft import DraftRequest, WriteDraft
from services.intake.application.dossiers.file_dossier import FilingRequest
from services.intake.application.officers.offer import Offers
from services.intake.domain.declaration.declaration import CONFIRMATIONS, Declaration
from services.intake.entrypoints.http.declaration.forms import CorrectionForm, DraftFilingForm
from services.intake.entrypoints.http.officers.desk import DeskRoutes, Visit
from services.intake.entrypoints.http.officers.reception_form import applicant_values, components_of
from services.intake.entrypoints.http.officers.reception_page import offered
from services.runtime.problems import Problem
from services.runtime.tracing import current_trace
from services.runtime.web.desk.field_errors import invalid_fields

__all__ = ["DraftPages", "add_draft_pages"]

_HERE = "/can-bo/viet-ho"
_ROLES = ("receiver", "supervisor")
_MODES = ("typed", "handwritten")
Step = Callable[[Declaration, datetime], Declaration]


@dataclass(frozen=True, slots=True)
class DraftPages:
    """Nothing is filed before the citizen's hand is under a version that was read back."""

    offers: Offers
    write: WriteDraft
    read: ReadDraft
    change: ChangeDraft
    file: FileDraft

    async def start(self, visit: Visit) -> Response:
        if not (visit.text("procedure") or visit.query.get("procedure")):
            procedures = self.offers.procedures(visit.words.language)
            return visit.page("choose_procedure.html", procedures=procedures, onward=_HERE)
        return visit.page("draft_form.html", offer=offered(self.offers, visit))

    async def draft(self, visit: Visit) -> Response:
        form = _words(visit)
        mode = visit.text("mode") if visit.text("mode") in _MODES else _MODES[0]
        request = DraftRequest(
            client_id=visit.officer.principal.client_id,
            key=visit.key,
            content=form.model_dump_json().encode() + mode.encode(),
            agency=visit.officer.agency,
            officer=visit.officer.login,
            mode=mode,
            words=form.words(),
        )
        return visit.go(f"{_HERE}/{(await self.write(request)).id}")

    async def show(self, visit: Visit) -> Response:
        declaration, words = await self.read(visit.params["id"], visit.officer.principal)
        offer = self.offers.of(words.procedure, words.case or "", visit.officer.agency) if words else None
        return visit.page("draft.html", draft=declaration, said=words, offer=offer)

    async def read_back(self, visit: Visit) -> Response:
        return await self._step(visit, lambda draft, at: draft.read_back(at, visit.officer.login))

    async def correct(self, visit: Visit) -> Response:
        words = _words(visit).words()
        await self.change(
            visit.params["id"],
            visit.officer.principal,
            lambda draft, at: draft.corrected(at, visit.officer.login),
            words,
        )
        return visit.go(f"{_HERE}/{visit.params['id']}", bao="saved")

    async def confirm(self, visit: Visit) -> Response:
        by = visit.text("by")
        if by not in CONFIRMATIONS:
            raise Problem("fields_invalid", errors=({"field": "by", "reason": "literal_error"},))
        return await self._step(visit, lambda draft, at: draft.confirmed(at, visit.officer.login, by, None))

    async def hand_in(self, visit: Visit) -> Response:
        form = _filing(visit, self.offers)
        principal = visit.officer.principal
        request = FilingRequest(
            client_id=principal.client_id,
            key="",
            content=form.model_dump_json().encode(),
            agency=visit.officer.agency,
            submission=form.submission(),
            trace=current_trace(),
        )
        filed = await self.file(visit.params["id"], principal, visit.officer.login, request)
        return visit.go(f"/can-bo/ho-so/{filed.dossier.code}", bao="accepted" if form.accept else "filed")

    async def _step(self, visit: Visit, step: Step) -> Response:
        await self.change(visit.params["id"], visit.officer.principal, step)
        return visit.go(f"{_HERE}/{visit.params['id']}", bao="done")


def add_draft_pages(routes: DeskRoutes, pages: DraftPages) -> None:
    one = _HERE + "/{id}"
    routes.page(_HERE, pages.start, *_ROLES)
    routes.form(_HERE, pages.draft, pages.start, *_ROLES)
    routes.page(one, pages.show, *_ROLES)
    for name, step in (
        ("doc-lai", pages.read_back),
        ("sua", pages.correct),
        ("xac-nhan", pages.confirm),
        ("nop", pages.hand_in),
    ):
        routes.form(f"{one}/{name}", step, pages.show, *_ROLES)


def _words(visit: Visit) -> CorrectionForm:
    """Raises Problem(fields_invalid)."""
    said = visit.text("said")
    values = {
        "officer": visit.officer.login,
        "procedure": visit.text("procedure"),
        "applicant": applicant_values(visit),
        "case": visit.text("case") or None,
        "answers": {"content": said} if said else {},
    }
    try:
        return CorrectionForm.model_validate(values)
    except ValidationError as error:
        raise invalid_fields(error) from None


def _filing(visit: Visit, offers: Offers) -> DraftFilingForm:
    """Raises Problem(fields_invalid)."""
    offer = offered(offers, visit)
    values = {
        "officer": visit.officer.login,
        "channel": "direct",
        "tags": visit.texts("tags"),
        "accept": visit.text("outcome") == "accept",
        "components": list(components_of(visit, offer)) if offer.case else None,
        "ticket": visit.text("ticket") or None,
    }
    try:
        return DraftFilingForm.model_validate(values)
    except ValidationError as error:
        raise invalid_fields(error) from None
