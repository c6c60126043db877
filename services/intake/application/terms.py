"""The catalogue as intake asks it: which procedure version, which fee, which appointment, which code."""

from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from services.intake.application.course_terms import course_of
from services.intake.domain.course_rules import CourseRules
from services.intake.domain.dossier import Filing
from services.intake.domain.errors import RuleError
from services.intake.domain.numbers.book import Book
from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import (
    DEFAULT_CASE,
    Catalogue,
    Claim,
    ComponentRule,
    Effect,
    Granted,
    Procedure,
    RulePack,
    UnknownProcedure,
)
from services.kernel.catalogue.appointment import is_same_day
from services.kernel.dossier_code import DossierCode
from services.kernel.times import local_day
from services.kernel.working_time import WorkingCalendar

__all__ = ["Terms"]

_REMEMBERED = 65_536


class Terms:
    """Implements the domain's Rules. The catalogue never changes, so answers are remembered."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.procedure = lru_cache(_REMEMBERED)(self._procedure)
        self.pack = lru_cache(_REMEMBERED)(self._pack)
        self.rules = catalogue.rules_on
        self.local_rules = lru_cache(_REMEMBERED)(self._local_rules)
        self._course = lru_cache(_REMEMBERED)(self._course_of)
        self.heirs = lru_cache(_REMEMBERED)(catalogue.successors)
        self.successors = lru_cache(_REMEMBERED)(self._successors)
        self.participants = lru_cache(_REMEMBERED)(self._participants)

    def tier(self, agency: AgencyCode) -> str:
        return self.catalogue.agency(agency).tier

    def agency_name(self, agency: AgencyCode) -> str:
        return self.catalogue.agency(agency).name

    def calendar(self, filing: Filing) -> WorkingCalendar:
        return self.catalogue.calendar_for(filing.agency)

    def appointment(self, filing: Filing, received_at: datetime) -> datetime:
        procedure = self.procedure(filing.procedure, filing.agency, None)
        return self.catalogue.appointment(procedure, received_at, filing.tags, filing.agency)

    def rules_of(self, filing: Filing) -> RulePack:
        """The rules of a dossier for life: those of its day at its agency."""
        return self.local_rules(local_day(filing.filed_at), filing.agency)

    def course(self, filing: Filing) -> CourseRules:
        course = self._course(local_day(filing.filed_at), filing.agency)
        reply_days = self.procedure(filing.procedure, filing.agency, None).reply_days
        return course if reply_days is None else replace(course, reply_days=reply_days)

    def component_keys(self, filing: Filing) -> frozenset[str]:
        """Those of its case; of all cases when nobody said which one it is."""
        cases = self.procedure(filing.procedure, filing.agency, None).cases
        told = [cases[filing.case]] if filing.case in cases else cases.values()
        return frozenset(each.key for case in told for each in case.components)

    def first_number(self, book: Book) -> int:
        """The lowest number that a book gives: an agency may keep the first ones for its books of paper."""
        return book.first(self.catalogue.agency(book.agency).paper_start)

    def grant(self, filing: Filing, received_at: datetime, *, newly_filed: bool) -> Granted:
        """Paper is refused when it is filed; once that was taken, reception does not ask again."""
        granted = self.catalogue.grant(self._claim(filing, received_at))
        if newly_filed or granted.refuse is None or granted.refuse.reason != "paper_refused":
            return granted
        day = self.calendar(filing).local_day(received_at)
        rules = self.catalogue.service_models.rules_for(filing.agency, day)
        refusing = {rule.tag for rule in rules if rule.effect is Effect.REFUSE_PAPER}
        return replace(granted, refuse=None, tags=granted.tags - refusing)

    def is_same_day(self, filing: Filing, received_at: datetime) -> bool:
        """Whether the result is due on the day of reception."""
        procedure = self.procedure(filing.procedure, filing.agency, None)
        rules = self.rules(self.calendar(filing).local_day(received_at), filing.agency)
        return is_same_day(procedure, frozenset(filing.tags), rules.same_day_tags)

    def component_rules(self, filing: Filing) -> tuple[ComponentRule, ...]:
        """Of the filing's case; none when the catalogue declares none for the procedure."""
        case = self.procedure(filing.procedure, filing.agency, None).cases.get(filing.case)
        return () if case is None else case.components

    def case_components(self, procedure: Procedure, case: str | None) -> tuple[ComponentRule, ...]:
        """What a case asks for; none for a procedure that declares no cases. Raises RuleError(case_unknown)."""
        found = procedure.cases.get(case or DEFAULT_CASE)
        if found is None and case is not None and procedure.cases:
            raise RuleError("case_unknown", case=case)
        return () if found is None else found.components

    def _claim(self, filing: Filing, received_at: datetime) -> Claim:
        return Claim(
            agency=filing.agency,
            procedure=self.procedure(filing.procedure, filing.agency, None),
            received_at=received_at,
            channel=filing.channel,
            tags=frozenset(filing.claimed),
            attributes=filing.attributes,
            ticket_before_close=filing.ticket_before_close,
            confirmed_by=filing.confirmed_by,
        )

    def code(self, agency: AgencyCode, day: date, sequence: int) -> str:
        """The dossier code of that number, in the style of the day's rule pack."""
        return str(DossierCode(agency, day, sequence, self.pack(day).code_style))

    def _procedure(self, wanted: str, agency: AgencyCode, day: date | None) -> Procedure:
        """By code, the version in force on `day`; by code@version, that one, if it is in force then.

        Without a day the version is taken as it is: the dossier keeps it for life. With one, the agency must be in
        force on it too: an abolished one files nothing more, and keeps what it has.
        """
        code, _, version = wanted.partition("@")
        if day is None:
            return self.catalogue.procedure_at(wanted, agency)
        self.catalogue.agency_on(agency, day)
        found = self.catalogue.procedure(wanted) if version else self.catalogue.procedure_on(code, day)
        if not found.validity.covers(day):
            raise UnknownProcedure(f"{wanted} on {day}")
        return self.catalogue.procedure_at(found.ref, agency)

    def _pack(self, day: date) -> RulePack:
        return self.catalogue.pack_on(day)

    def _local_rules(self, day: date, agency: AgencyCode) -> RulePack:
        return self.catalogue.rules_on(day, agency)

    def _course_of(self, day: date, agency: AgencyCode) -> CourseRules:
        return course_of(self.local_rules(day, agency))

    def _successors(self, agency: AgencyCode, day: date) -> tuple[AgencyCode, ...]:
        """Who took over its unfinished work by that day, and who took over from them, nearest first."""
        heirs = self.heirs(agency)
        taken = [heir.code for heir in heirs if heir.validity.covers(day)]
        later = (code for heir in heirs for code in self.successors(heir.code, day))
        return tuple(dict.fromkeys([*taken, *later]))

    def _participants(self, procedure_ref: str, agency: AgencyCode) -> frozenset[AgencyCode]:
        """The receiving agency and every agency that the procedure's legs name for it."""
        procedure = self.procedure(procedure_ref, agency, None)
        legs = (self.catalogue.leg_agency(procedure, leg, agency) for leg in procedure.legs)
        return frozenset({agency, *legs})
