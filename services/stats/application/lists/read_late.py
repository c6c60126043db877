"""Late dossiers as they are now, or as they were at the end of a past day."""

from asyncio import gather
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue, UnknownAgency
from services.kernel.times import VIETNAM, local_day
from services.kernel.working_time import MissingYearError
from services.stats.application.holders import read_holders
from services.stats.application.lists.most import MOST_DOSSIERS, check_number
from services.stats.application.lists.read_listed import Found, read_listed
from services.stats.application.ports import After, Sought, WholeLedger
from services.stats.domain.cells import parse_profile
from services.stats.domain.dossiers import DossierState
from services.stats.domain.facts import TopicRules
from services.stats.domain.lists.late import HeldBy, LateDossier
from services.stats.domain.lists.stood import apology_at, standing_at

__all__ = ["Late", "LatePage", "LateQuestion", "Moment", "moment_of"]


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

    @property
    def listed_only(self) -> bool:
        """Whether the listing alone tells which dossiers it is about."""
        return self.fields is None and self.procedures is None and self.officers is None


def moment_of(day: date | None, now: datetime) -> Moment:
    """Return the end of a past day; today, a day to come and no day are now.

    What is due today is not late before the day is over, so by now late is what was due yesterday or before.
    """
    today = local_day(now)
    if day is None or day >= today:
        return Moment(today, _start_of(today), now, present=True)
    end = _start_of(day + timedelta(days=1))
    return Moment(day, end, end, present=False)


@dataclass(frozen=True, slots=True)
class LatePage:
    """Some of them; `following` is where the next page begins, `found` how many there are, None if nobody counted."""

    dossiers: Sequence[LateDossier]
    following: After | None
    found: int | None


@dataclass(frozen=True, slots=True)
class Late:
    """What is late at a moment, as far as a question is about it; `rules` are those of dossiers."""

    rules: TopicRules
    catalogue: Catalogue
    question: LateQuestion
    moment: Moment

    async def read(self, ledger: WholeLedger) -> list[LateDossier]:
        """Return all of them by due date; who has them is only asked for the present.

        Raises PermanentError(dossiers_too_many): of a longer list pages can be asked for.
        """
        found: dict[str, LateDossier] = {}
        async for piece in read_listed(ledger, self.rules, self._sought):
            found.update((row.code, row) for row, _ in await self._asked(ledger, piece))
            check_number(len(found), MOST_DOSSIERS)
        return sorted(found.values(), key=lambda each: (each.due_at, each.code))

    async def read_page(self, ledger: WholeLedger, start: After | int, limit: int) -> LatePage:
        """Return up to `limit` of them, after a place or after so many: nothing is read of any other.

        Only what the listing does not tell (field, procedure, officer) has to be looked for in the dossiers themselves.
        """
        shown, found = await gather(self._page(ledger, start, limit), self._count(ledger))
        following = shown[limit - 1][1] if len(shown) > limit else None
        return LatePage([row for row, _ in shown[:limit]], following, found)

    async def _count(self, ledger: WholeLedger) -> int | None:
        return await ledger.count_listed(self.rules, self._sought) if self.question.listed_only else None

    async def _page(self, ledger: WholeLedger, start: After | int, limit: int) -> list[tuple[LateDossier, After]]:
        """Return the rows of a page, and others that tell that there are more."""
        kept: list[tuple[LateDossier, After]] = []
        after, skip = (None, start) if isinstance(start, int) else (start, 0)
        size = limit + 1 if self.question.listed_only else None
        passed = 0 if self.question.listed_only else skip
        async for piece in read_listed(ledger, self.rules, self._sought, after, skip=skip - passed, at_once=size):
            kept += await self._asked(ledger, piece)
            if len(kept) > passed + limit:
                break
        return kept[passed:]

    @property
    def _sought(self) -> Sought:
        moment = self.moment
        return Sought(self.question.agencies, moment.due_before, None if moment.present else moment.day)

    async def _asked(self, ledger: WholeLedger, piece: Sequence[Found]) -> list[tuple[LateDossier, After]]:
        """Return those that the question is about, each with its place."""
        wanted = [found for found in piece if _is_asked(found.state, self.question)]
        holders = await _holders(ledger, [found.code for found in wanted]) if self.moment.present else {}
        rows = [(self._late(each, holders.get(each.code)), each.place) for each in wanted]
        officers = self.question.officers
        return [
            (row, place)
            for row, place in rows
            if officers is None or (row.holder is not None and row.holder.officer in officers)
        ]

    def _late(self, found: Found, holder: HeldBy | None) -> LateDossier:
        moment, state = self.moment, found.state
        due_at = state.due_at or moment.due_before  # what is late has one
        days = (local_day(moment.due_before) - local_day(due_at)).days
        worked = _worked(self.catalogue, state.cell.agency, due_at, moment.at)
        standing = state.standing if moment.present else standing_at(state, moment.at)
        apology = state.particulars.apology if moment.present else apology_at(state, moment.at)
        return LateDossier(found.code, state, standing, apology, due_at, days, worked, holder)


async def _holders(ledger: WholeLedger, codes: list[str]) -> dict[str, HeldBy]:
    found = await read_holders(ledger, codes)
    return {code: HeldBy(holder.leg, holder.agency, holder.officer) for code, holder in found.items()}


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
