"""What a filing proves by itself, in the words that statistics count by; only what there is something to say about."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from services.intake.domain.dossier import Dossier, Filing
from services.intake.domain.fee_payments import paid
from services.kernel.times import local_day

__all__ = ["filing_words"]

_NINTH_HOUR: Final = "ninth_hour"
_SATURDAY: Final = "volunteer_saturday"
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MINUTE: Final = timedelta(minutes=1)


def filing_words(dossier: Dossier) -> dict[str, str]:
    return {**_filed(dossier.filing), **_received(dossier), **_ended(dossier)}


def _filed(filing: Filing) -> dict[str, str]:
    words = {
        "applicant": filing.applicant_kind,
        "confirmed_by": filing.confirmed_by,
        "event": filing.event_tag,
        "ticket": "before_close" if filing.ticket_before_close else None,
        "fee_list": str(sum(line.list_amount for line in filing.fees)) if filing.fees else None,
    }
    return {name: word for name, word in words.items() if word is not None}


def _received(dossier: Dossier) -> dict[str, str]:
    """The weekday of an extended hour, where a Saturday's clock starts, whether one visit was enough."""
    words: dict[str, str] = {}
    if dossier.received_at is None:
        return words
    tags = dossier.filing.tags
    if _NINTH_HOUR in tags:
        words["window_day"] = _WEEKDAYS[local_day(dossier.received_at).weekday()]
    if _SATURDAY in tags:
        words["due_from"] = "next_working_day"
    if dossier.filing.call is not None:
        words["first_visit_complete"] = "false" if dossier.supplements else "true"
    return words


def _ended(dossier: Dossier) -> Mapping[str, str]:
    words: dict[str, str] = {}
    if dossier.fee_payments:
        words["fee_paid"] = str(paid(dossier.fee_payments))
        words["payment_method"] = dossier.fee_payments[-1].method
    if dossier.digitised is not None:
        words["digitised"] = "true"
    if dossier.filing.called_at is not None and dossier.finished_at is not None:
        minutes = (dossier.finished_at - dossier.filing.called_at) // _MINUTE
        words["service_minutes"] = str(max(0, minutes))
    return words
