"""A dossier as agencies see it over HTTP: no personal data; times in Viet Nam's zone."""

from typing import Any

from services.intake.application.dossiers.course_view import course_view
from services.intake.application.dossiers.filing_view import fee_view, filing_view
from services.intake.application.dossiers.lifecycle import attributes_of
from services.intake.application.local_text import local_text
from services.intake.application.terms import Terms
from services.intake.domain.dossier import Dossier
from services.kernel.clock_ledger import ClockState

__all__ = ["Representation", "local_text"]

_COMMANDS = (
    "accept",
    "refuse",
    "request-supplement",
    "supplement",
    "withdraw",
    "stop",
    "return",
    "apology",
    "substate",
    "complete",
    "fee-payments",
    "result",
)


class Representation:
    """Builds the answer of every endpoint about one dossier."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms

    def __call__(self, dossier: Dossier) -> dict[str, Any]:
        filing = dossier.filing
        procedure = self._terms.procedure(filing.procedure, filing.agency, None)
        return {
            "code": filing.code,
            "status": int(dossier.status),
            "status_text": dossier.status.vi,
            "agency": filing.agency,
            "agency_name": self._terms.agency_name(filing.agency),
            "procedure": filing.procedure,
            "procedure_name": procedure.name_vi,
            "field": filing.field,
            "channel": filing.channel,
            "assisted": filing.assisted,
            "tags": list(filing.tags),
            "attributes": attributes_of(dossier),
            "filed_at": local_text(filing.filed_at),
            "received_at": local_text(dossier.received_at),
            "appointment": local_text(dossier.promised_at),
            "due_at": local_text(dossier.due_at),
            "clock": _clock(dossier),
            "finished_at": local_text(dossier.finished_at),
            "returned_at": local_text(dossier.returned_at),
            "outcome": dossier.outcome.value if dossier.outcome else None,
            "backfill": filing.backfill,
            "notify": filing.notify,
            "contact_disputed": dossier.personal.disputed_at is not None,
            "personal_data_erased_at": local_text(dossier.personal.erased_at),
            "fee": fee_view(dossier),
            "obligation": _obligation(dossier),
            **course_view(dossier, self._terms),
            "receipt": self._receipt(dossier),
            **filing_view(dossier, self._terms),
            "links": _links(filing.code),
        }

    def _receipt(self, dossier: Dossier) -> dict[str, Any] | None:
        """The receipt with appointment (form 01); None before reception."""
        if dossier.receipt_number is None:
            return None
        return {
            "number": dossier.receipt_number,
            "code": dossier.code,
            "received_at": local_text(dossier.received_at),
            "appointment": local_text(dossier.promised_at),
            "place": self._terms.agency_name(dossier.agency),
            "fee_vnd": dossier.filing.fee_vnd,
        }


def _clock(dossier: Dossier) -> str:
    state = dossier.ledger.state
    return "idle" if state is ClockState.NOT_STARTED else state.value


def _obligation(dossier: Dossier) -> dict[str, Any] | None:
    """The official amount, from when the applicant was told."""
    obligation = dossier.obligation
    if obligation is None or not obligation.requested:
        return None
    return {"amount_vnd": obligation.amount_vnd, "notice": obligation.notice, "paid": obligation.paid}


def _links(code: str) -> dict[str, str]:
    here = f"/v1/dossiers/{code}"
    commands = {command: f"{here}/{command}" for command in _COMMANDS}
    return {"self": here, "timeline": f"{here}/timeline", "lookup": f"/tra-cuu/{code}", **commands}
