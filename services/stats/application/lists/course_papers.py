"""Courses as reports: GET /v1/reports/inspection and /v1/reports/timeline."""

from typing import Final

from services.kernel.catalogue import Catalogue
from services.kernel.times import Clock, local_day
from services.stats.application.lists.most import MOST_COURSES
from services.stats.application.lists.read_courses import courses_of, read_known
from services.stats.application.lists.read_filed import agencies_within, read_filed
from services.stats.application.lists.register_paper import ONE_AGENCY
from services.stats.application.papers.paper import Paper
from services.stats.application.ports import WholeLedger
from services.stats.application.reading import Reports
from services.stats.domain.facts import TopicRules
from services.stats.domain.lists.course_table import INSPECTION, TIMELINE, CourseOf, course_table
from services.stats.domain.papers.asking import AGENCY, FROM, TO, Asked, Parameter, Shape
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Period, Table

__all__ = ["inspection_paper", "timeline_paper"]

_CODE: Final = Parameter("code", Shape.WORD, "Code of a dossier", required=True, many=True)


def inspection_paper(reports: Reports, rules: TopicRules, catalogue: Catalogue) -> Paper:
    """Every step of what was filed at the agencies in the period; `rules` are those of dossiers."""

    async def answer(asked: Asked) -> Table:
        first, last = asked.day(FROM.name), asked.day(TO.name)
        agencies = agencies_within(catalogue, asked.words(AGENCY.name) or ())

        async def read(ledger: WholeLedger) -> list[CourseOf]:
            filed = await read_filed(ledger, rules, agencies, first, last, MOST_COURSES)
            return await courses_of(ledger, filed, catalogue)

        courses = await reports.read(read)
        return course_table("inspection", INSPECTION, courses, Names(catalogue), asked.period)

    return Paper("inspection", INSPECTION, (FROM, TO, ONE_AGENCY), answer)


def timeline_paper(reports: Reports, rules: TopicRules, catalogue: Catalogue, clock: Clock) -> Paper:
    """Every step of single dossiers."""

    async def answer(asked: Asked) -> Table:
        codes = sorted(code.strip().upper() for code in asked.words(_CODE.name) or ())

        async def read(ledger: WholeLedger) -> list[CourseOf]:
            return await courses_of(ledger, await read_known(ledger, rules, codes), catalogue)

        courses = await reports.read(read)
        return course_table("timeline", TIMELINE, courses, Names(catalogue), Period(None, local_day(clock())))

    return Paper("timeline", TIMELINE, (_CODE,), answer)
