"""What a desk does to a replayed dossier between its filing and its result."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from services.kernel.status import Outcome
from services.ops.scenario.plan import Planned

__all__ = ["commands_of", "secret_filing"]

Commands = list[tuple[str, dict[str, Any]]]
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
_LACKING: Final = "declaration"
"""The paper that callers forget; every procedure asked about at a hotline has it"""
_ENDS: Final[Mapping[str, tuple[tuple[str, dict[str, Any]], ...]]] = {
    Outcome.STOPPED: (("stop", {"reason": "not_eligible"}),),
    Outcome.WITHDRAWN: (("withdraw", {"step": "requested"}), ("withdraw", {"step": "granted"})),
    "awaiting_supplement": (("request-supplement", {"components": ["missing_paper"]}),),
}


def commands_of(dossier: Planned) -> Commands:
    """Names and forms in order; a refused paper filing needs none, since intake refuses it by itself."""
    at = (dossier.received_at + _HOUR).isoformat()
    ends = [(name, {**form, "occurred_at": at}) for name, form in _ENDS.get(dossier.outcome, ())]
    return [*_payments(dossier), *_supplements(dossier), *_apologies(dossier), *ends]


def secret_filing(dossier: Planned) -> dict[str, Any]:
    """The form of a secret filing, received in the same step."""
    return {
        "procedure": dossier.wanted,
        "agency": dossier.agency,
        "applicant": {"name": "Hồ sơ mật"},
        "channel": dossier.batch.channel,
        "attributes": dict(dossier.attributes),
        "secret": True,
        "accept": True,
        "occurred_at": _text(dossier.received_at),
    }


def _payments(dossier: Planned) -> Commands:
    """At the desk, right after reception."""
    amount = int(dossier.attributes.get("fee_paid", "0"))
    at = _text(dossier.received_at + timedelta(minutes=1))
    form = {"reference": "BL-1", "amount_vnd": amount, "method": "cash", "occurred_at": at}
    return [("fee-payments", form)] if amount else []


def _supplements(dossier: Planned) -> Commands:
    """What was not complete at the first try is asked for and handed in at once, so that no working time is lost."""
    if dossier.attributes.get("first_visit_complete") != "false":
        return []
    at = {"occurred_at": _text(dossier.received_at + timedelta(minutes=1))}
    return [("request-supplement", {"components": [_LACKING], **at}), ("supplement", at)]


def _apologies(dossier: Planned) -> Commands:
    """In time is the minute after reception, late is just before the late result."""
    finished, told = dossier.finished_at, dossier.attributes.get("apology")
    if dossier.outcome != Outcome.LATE or finished is None or told not in {"in_time", "sent_late"}:
        return []
    at = dossier.received_at + timedelta(minutes=1) if told == "in_time" else finished - _HOUR / 2
    return [("apology", {"reason": "workload", "new_date": _text(finished + _DAY), "occurred_at": _text(at)})]


def _text(moment: datetime) -> str:
    return moment.isoformat()
