"""The late list as a report: GET /v1/reports/late, `lienthong stats print late`."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from services.kernel.catalogue import Catalogue
from services.kernel.times import Clock, require_utc
from services.stats.application.lists.read_late import Late, LateQuestion, Moment, moment_of
from services.stats.application.papers.paper import Paper
from services.stats.application.ports import After
from services.stats.application.reading import Reports
from services.stats.domain.facts import TopicRules
from services.stats.domain.lists.late import TITLE, LateDossier, late_table
from services.stats.domain.papers.asking import AGENCY, FIELD, PROCEDURE, Asked, Parameter, Shape
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.pages import Page, Place
from services.stats.domain.papers.table import Table

__all__ = ["late_paper"]

_ON: Final = Parameter("to", Shape.DAY, "As it stood at the end of that day; today or no day: as it stands now")
_FARTHEST: Final = 1_000_000  # rows, more than are ever late
_OFFICER: Final = Parameter("officer", Shape.WORD, "Account of the officer who has it now", many=True)


def late_paper(reports: Reports, rules: TopicRules, catalogue: Catalogue, clock: Clock) -> Paper:
    """`rules` are those of dossiers."""

    def sought(asked: Asked) -> Late:
        return Late(rules, catalogue, _question(asked), _moment(asked, clock()))

    def table(found: Sequence[LateDossier], moment: Moment) -> Table:
        return late_table(found, Names(catalogue), moment.day, present=moment.present)

    async def answer(asked: Asked) -> Table:
        late = sought(asked)
        return table(await reports.read(late.read), late.moment)

    async def page(asked: Asked, after: Place | None, limit: int) -> Page:
        late, start = sought(asked), _start(after)
        read = await reports.read(lambda ledger: late.read_page(ledger, start, limit))
        following = None if read.following is None else _place(read.following)
        return Page(replace(table(read.dossiers, late.moment), found=read.found), following)

    return Paper("late", TITLE, (_ON, AGENCY, FIELD, PROCEDURE, _OFFICER), answer, page=page)


def _moment(asked: Asked, now: datetime) -> Moment:
    named = asked.word(_ON.name)
    return moment_of(None if named is None else date.fromisoformat(named), now)


def _question(asked: Asked) -> LateQuestion:
    return LateQuestion(
        asked.words(AGENCY.name),
        asked.words(FIELD.name),
        asked.words(PROCEDURE.name),
        asked.words(_OFFICER.name),
    )


def _place(after: After) -> Place:
    due_at, code = after
    return Place(due_at.isoformat(), code, 0)


def _start(after: Place | None) -> After | int:
    """Return after which dossier a page begins; a place that names no due date says after how many."""
    if after is None:
        return 0
    try:
        return require_utc(datetime.fromisoformat(after.section)), after.row
    except ValueError:
        return min(after.number, _FARTHEST)
