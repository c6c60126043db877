"""The late list as a report: GET /v1/reports/late, `lienthong stats print late`."""

from datetime import date
from typing import Final

from services.kernel.catalogue import Catalogue
from services.kernel.times import Clock
from services.stats.application.lists.read_late import LateQuestion, moment_of, read_late
from services.stats.application.papers.paper import Paper
from services.stats.application.reading import Reports
from services.stats.domain.facts import TopicRules
from services.stats.domain.lists.late import TITLE, late_table
from services.stats.domain.papers.asking import AGENCY, FIELD, PROCEDURE, Asked, Parameter, Shape
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Table

__all__ = ["late_paper"]

_ON: Final = Parameter("to", Shape.DAY, "As it stood at the end of that day; today or no day: as it stands now")
_OFFICER: Final = Parameter("officer", Shape.WORD, "Account of the officer who has it now", many=True)


def late_paper(reports: Reports, rules: TopicRules, catalogue: Catalogue, clock: Clock) -> Paper:
    """`rules` are those of dossiers."""

    async def answer(asked: Asked) -> Table:
        named = asked.word(_ON.name)
        moment = moment_of(None if named is None else date.fromisoformat(named), clock())
        question = LateQuestion(
            asked.words(AGENCY.name),
            asked.words(FIELD.name),
            asked.words(PROCEDURE.name),
            asked.words(_OFFICER.name),
        )
        found = await reports.read(lambda ledger: read_late(ledger, rules, catalogue, question, moment))
        return late_table(found, Names(catalogue), moment.day, present=moment.present)

    return Paper("late", TITLE, (_ON, AGENCY, FIELD, PROCEDURE, _OFFICER), answer)
