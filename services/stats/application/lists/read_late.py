"""Late dossiers as they are now, or as they were at the end of a past day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue, UnknownAgency
from services.kernel.times import VIETNAM, local_day
from services.kernel.working_time import MissingYearError
from services.stats.application.holders import read_holders
from services.stats.application.lists.read_listed import read_listed
from services.stats.application.ports import Sought, WholeLedger
from services.stats.domain.cells import parse_profile
from services.stats.domain.dossiers import DossierState
from services.stats.domain.facts import TopicRules
from services.stats.domain.lists.late import HeldBy, LateDossier

__all__ = ["LateQuestion", "Moment", "moment_of", "read_late"]


@dataclass(frozen=True, slots=True)
class Moment:
    """What is late then: due before `due_before` and not ended by the end of `day`; `at` is up to when it counts."""

    day: date
    due_before: datetime
    at: datetime
    present: bool


@dataclass(frozen=True, slots=True)
class LateQuestion:
    """None = all; a procedure by code (every version) or as code@version."""

    agencies: frozenset[str] | None = None
    fields: frozenset[str] | None = None
    procedures: frozenset[str] | None = None
    officers: frozenset[str] | None = None


def moment_of(day: date | None, now: datetime) -> Moment:
    """Return the end of a past day; today, a day to come and no day are now.

    What is due today is not late before the day is over, so by now late is what was due yesterday or before.
    """
    today = local_day(now)
    if day is None or day >= today:
        return Moment(today, _start_of(today), now, present=True)
    end = _start_of(day + timedelta(days=1))
    return Moment(day, end, end, present=False)


async def read_late(
    ledger: WholeLedger, rules: TopicRules, catalogue: Catalogue, question: LateQuestion, moment: Moment
) -> list[LateDossier]:
    """Return them by due date; who has them is only asked for the present."""
    sought = Sought(question.agencies, moment.due_before, None if moment.present else moment.day)
    listed = read_listed(ledger, rules, sought)
    found = {code: state async for code, state in listed if _is_asked(state, question)}
    holders = await _holders(ledger, list(found)) if moment.present else {}
    late = [_late(code, state, holders.get(code), catalogue, moment) for code, state in found.items()]
    wanted = question.officers
    kept = [each for each in late if wanted is None or (each.holder is not None and each.holder.officer in wanted)]
    return sorted(kept, key=lambda each: (each.due_at, each.code))


async def _holders(ledger: WholeLedger, codes: list[str]) -> dict[str, HeldBy]:
    found = await read_holders(ledger, codes)
    return {code: HeldBy(holder.leg, holder.agency, holder.officer) for code, holder in found.items()}


def _late(code: str, state: DossierState, holder: HeldBy | None, catalogue: Catalogue, moment: Moment) -> LateDossier:
    due_at = state.due_at or moment.due_before  # what is late has one
    days = (local_day(moment.due_before) - local_day(due_at)).days
    return LateDossier(code, state, due_at, days, _worked(catalogue, state.cell.agency, due_at, moment.at), holder)


def _worked(catalogue: Catalogue, agency: str, due_at: datetime, until: datetime) -> int | None:
    """Return minutes of working time; None for an agency or a year that the catalogue does not know."""
    try:
        return catalogue.calendar_for(AgencyCode(agency)).between(due_at, until)
    except (UnknownAgency, MissingYearError):
        return None


def _is_asked(state: DossierState, question: LateQuestion) -> bool:
    wanted, procedure = question.procedures, state.cell.procedure
    if wanted is not None and procedure not in wanted and procedure.partition("@")[0] not in wanted:
        return False
    return question.fields is None or parse_profile(state.cell.profile).field in question.fields


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, VIETNAM).astimezone(UTC)
