"""Apologies for what will be late: a reason and one new date, in time, late or missing (domain §7).

An apology promises another date and excuses nothing: `due_at`, by which a dossier is judged, stays as it is.
"""

from datetime import datetime, timedelta

from services.intake.domain.commands import Apologise
from services.intake.domain.course_records import Apology, ApologyVerdict
from services.intake.domain.dossier import Dossier
from services.intake.domain.draft import TICKING, Draft
from services.intake.domain.errors import RuleError, not_allowed
from services.intake.domain.facts import ApologyMissed, ApologySent
from services.intake.domain.lateness import late_from
from services.kernel.status import Outcome
from services.kernel.times import local_day

__all__ = ["apologise", "apology_word", "judge_apology", "miss_apology"]

LATE = "apology_late"
MISSING = "apology_missing"


def apologise(draft: Draft, command: Apologise) -> None:
    """Raises RuleError(apology_repeated | apology_reason_unknown | apology_date_not_later)."""
    here = draft.dossier
    if here.ledger.state not in TICKING:
        raise not_allowed(here.status, command.name)
    times = (here.apology.times if here.apology else 0) + 1
    if times > draft.course.most_apologies:
        raise RuleError("apology_repeated", most=draft.course.most_apologies)
    if command.reason not in draft.course.apology_reasons:
        raise RuleError("apology_reason_unknown", reason_given=command.reason)
    expiry = _expiry(draft)
    if command.new_date <= max(expiry, draft.at):
        raise RuleError("apology_date_not_later")
    verdict = _verdict(draft, expiry)
    apology = Apology(command.reason, draft.at, expiry, command.new_date, verdict, times)
    draft.change(apology=apology, promised_at=command.new_date)
    draft.note("apology_sent")
    if verdict == "sent_late":
        draft.violate(LATE)
    draft.publish(ApologySent(command.reason, verdict))


def miss_apology(draft: Draft) -> None:
    """What the timer notices, noticed by every step, so that it does not matter which comes first."""
    here = draft.dossier
    if here.due_at is None or draft.at < here.due_at or here.filing.backfill or here.ledger.state not in TICKING:
        return
    if here.apology is None and not here.broke(MISSING) and draft.at >= late_from(here.due_at):
        draft.violate(MISSING, late_from(here.due_at))
        draft.publish(ApologyMissed())


def judge_apology(draft: Draft) -> None:
    """At the finish: a late dossier without an apology breaks the rule, unless its paper record tells of one."""
    here = draft.dossier
    if here.outcome is not Outcome.LATE or here.apology is not None or here.due_at is None:
        return
    told = here.filing.attributes.get("apology") if here.filing.backfill else None
    kind = {"in_time": None, "sent_late": LATE}.get(told or "", MISSING)
    if kind and not here.broke(kind):
        draft.violate(kind, late_from(here.due_at))


def apology_word(dossier: Dossier) -> str | None:
    """in_time, sent_late or none, for a dossier that is late or still may be; None when there is nothing to tell."""
    if dossier.outcome not in {None, Outcome.LATE}:
        return None
    if dossier.apology is not None:
        return dossier.apology.verdict
    return "none" if dossier.broke(MISSING) else None


def _expiry(draft: Draft) -> datetime:
    """The due time, or for a clock that stands still the one it would have if it ran on from now."""
    here = draft.dossier
    due = here.due_at or here.ledger.resume(draft.at).due_at(draft.rules.calendar(here.filing))
    if due is None:
        raise not_allowed(here.status, draft.command.name)
    return due


def _verdict(draft: Draft, expiry: datetime) -> ApologyVerdict:
    last_day = local_day(expiry) - timedelta(days=draft.course.apology_days_before)
    return "in_time" if local_day(draft.at) <= last_day else "sent_late"
