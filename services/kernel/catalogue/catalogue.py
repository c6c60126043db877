"""All that the services know about agencies, procedures, rules and working hours, ready to be asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from services.kernel.agency_code import AgencyCode, ancestors_of, is_within
from services.kernel.catalogue.agency import Agency
from services.kernel.catalogue.appointment import appointment_of, is_same_day
from services.kernel.catalogue.benchmark import Benchmark
from services.kernel.catalogue.pack import RulePack
from services.kernel.catalogue.procedure import SELF_ROLE, Leg, Procedure
from services.kernel.catalogue.publication import ContactGap, Publication, contact_gaps, unpublished
from services.kernel.catalogue.read_agencies import Jurisdictions
from services.kernel.catalogue.read_procedures import Local
from services.kernel.catalogue.rule_book import RuleBook
from services.kernel.catalogue.scoring import Quantity, Scoring
from services.kernel.catalogue.service_model import Claim, Granted, ServiceModels, grant
from services.kernel.catalogue.systems import Systems
from services.kernel.catalogue.unknown import NoCompetentAgency, UnknownAgency, UnknownProcedure
from services.kernel.catalogue.vocabulary import Vocabulary
from services.kernel.working_time import WorkingCalendar

__all__ = ["Catalogue"]


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """Built by `load`; never changes. Its questions raise the errors of `unknown.py`."""

    agencies: Mapping[AgencyCode, Agency]
    procedures: Mapping[str, Procedure]
    rule_book: RuleBook
    service_models: ServiceModels
    publications: tuple[Publication, ...]
    systems: Systems
    quantities: Mapping[str, Quantity]
    scorings: tuple[Scoring, ...]
    benchmarks: tuple[Benchmark, ...]
    calendars: Mapping[str, WorkingCalendar]
    words: Vocabulary
    content_hash: str
    local: Mapping[str, Local] = field(repr=False)
    serving: Jurisdictions = field(repr=False)
    versions: Mapping[str, tuple[Procedure, ...]] = field(repr=False)

    def agency(self, code: AgencyCode) -> Agency:
        agency = self.agencies.get(code)
        if agency is None:
            raise UnknownAgency(code)
        return agency

    def agency_on(self, code: AgencyCode, day: date) -> Agency:
        """Raises UnknownAgency also for one that is not in force on the day."""
        agency = self.agency(code)
        if not agency.validity.covers(day):
            raise UnknownAgency(f"{code} on {day}")
        return agency

    def successors(self, code: AgencyCode) -> tuple[Agency, ...]:
        """Who took over from an agency; dossiers keep their own agency and record these beside it."""
        return tuple(agency for agency in self.agencies.values() if code in agency.successor_of)

    def publication_gaps(self, within: AgencyCode | None = None) -> tuple[ContactGap, ...]:
        """Desks without a published hotline or feedback mailbox."""
        return contact_gaps(
            agency for code, agency in self.agencies.items() if within is None or is_within(code, within)
        )

    def unpublished(self, agency: AgencyCode, day: date, place: str) -> tuple[Procedure, ...]:
        """What an agency receives but does not post at `place` (desk or website)."""
        here = (self.procedure_at(ref, agency) for ref in self.procedures)
        return unpublished(here, self.agency(agency), day, place, self.publications)

    def procedure(self, ref: str) -> Procedure:
        """By `code@version`, as the national rule has it; `procedure_at` knows local variants."""
        procedure = self.procedures.get(ref)
        if procedure is None:
            raise UnknownProcedure(ref)
        return procedure

    def procedure_on(self, code: str, day: date) -> Procedure:
        """The version in force on a day."""
        for version in self.versions.get(code, ()):
            if version.validity.covers(day):
                return version
        raise UnknownProcedure(f"{code} on {day}")

    def procedure_at(self, ref: str, agency: AgencyCode) -> Procedure:
        """As it holds at an agency: the variant declared nearest above it by code, else the national rule."""
        variants = self.local.get(ref, {})
        nearest = (variants[code] for code in ancestors_of(agency) if code in variants)
        return next(nearest, None) or self.procedure(ref)

    def calendar_for(self, agency: AgencyCode) -> WorkingCalendar:
        return self.calendars[self.agency(agency).calendar]

    @property
    def packs(self) -> tuple[RulePack, ...]:
        """The national ones, in the order of their periods."""
        return self.rule_book.packs

    @property
    def most_file_bytes(self) -> int:
        """What no file may exceed under any national rules."""
        return max(pack.limits.bytes for pack in self.packs)

    def pack_on(self, day: date) -> RulePack:
        """The national rules of a day, without dated amendments or local overrides."""
        return self.rule_book.national(day)

    def scoring_on(self, name: str, day: date) -> Scoring | None:
        """The version of a scoring in force on a day."""
        return next((each for each in self.scorings if each.id == name and each.validity.covers(day)), None)

    def rules_on(self, day: date, agency: AgencyCode) -> RulePack:
        """The rules as they hold at an agency: its province's overrides, then its own, over the national ones."""
        return self.rule_book.on(day, agency)

    def grant(self, claim: Claim) -> Granted:
        """What the service models of the agency and day make of a filing. Raises UnknownAgency, MissingYearError."""
        calendar = self.calendar_for(claim.agency)
        rules = self.service_models.rules_for(claim.agency, calendar.local_day(claim.received_at))
        return grant(rules, calendar, claim, ruled=self.service_models.ruled)

    def leg_agency(self, procedure: Procedure, leg: Leg, receiving_agency: AgencyCode) -> AgencyCode:
        """Who handles a leg of a dossier received there.

        Of the agencies with the leg's role, the one whose jurisdiction names the receiving agency itself, else the
        nearest code above it. Raises NoCompetentAgency.
        """
        if leg.role == SELF_ROLE:
            return receiving_agency
        serving = self.agency_with_role(leg.role, receiving_agency)
        if serving is None:
            raise NoCompetentAgency(f"{leg.role} for {receiving_agency} ({procedure.ref}, leg {leg.id})")
        return serving

    def agency_with_role(self, role: str, served: AgencyCode) -> AgencyCode | None:
        """The one that serves `served` itself in this role, else the one that serves the nearest code above it."""
        return next((self.serving[role, code] for code in ancestors_of(served) if (role, code) in self.serving), None)

    def appointment(
        self, procedure: Procedure, received_at: datetime, tags: Iterable[str], agency: AgencyCode
    ) -> datetime:
        """When the result is promised, in UTC: by the rules of the reception day and the agency's hours.

        Raises MissingYearError when it falls into a year whose days off are not loaded.
        """
        calendar = self.calendar_for(agency)
        rules = self.rules_on(calendar.local_day(received_at), agency)
        here = self.procedure_at(procedure.ref, agency)
        carried = frozenset(tags)
        same_day = is_same_day(here, carried, rules.same_day_tags)
        cutoff = rules.same_day_cutoff
        return appointment_of(here, received_at, calendar, same_day=same_day, cutoff=cutoff, tags=carried)

    def fingerprint(self) -> str:
        """SHA-256 of the files it was read from, the same for the same content on every machine."""
        return self.content_hash
