"""A route in words: what the picture and the text of it show."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import SELF_ROLE, Catalogue, Join, Leg, LegClock, NoCompetentAgency, Procedure
from services.kernel.catalogue.procedure import SignatureNeed
from services.kernel.working_time import WorkingCalendar
from services.ops.pictures.words import WORDS, Language

__all__ = ["Card", "RouteSheet", "route_sheet"]

_DAYS_AHEAD = 14


@dataclass(frozen=True, slots=True)
class Card:
    """One leg; `join` is all or any where branches meet, else empty."""

    id: str
    after: tuple[str, ...]
    who: str
    time: str
    notes: tuple[str, ...]
    steps: str
    join: str
    is_inside: bool
    is_conditional: bool


@dataclass(frozen=True, slots=True)
class RouteSheet:
    """In one language, of one procedure version as it holds at one agency or nationally."""

    ref: str
    title: str
    limit: str
    place: str
    language: Language
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class _Reader:
    catalogue: Catalogue
    procedure: Procedure
    agency: AgencyCode | None
    day: date
    language: Language

    def say(self, word: str, **more: object) -> str:
        return WORDS[self.language][word].format(**more)

    def card(self, leg: Leg) -> Card:
        return Card(
            id=leg.id,
            after=leg.after,
            who=self._who(leg),
            time=self._time(leg),
            notes=tuple(self._notes(leg)),
            steps="; ".join(f"{step.name_vi} {step.hours} h" for step in leg.steps),
            join=leg.join.value if len(leg.after) > 1 else "",
            is_inside=leg.clock is LegClock.INSIDE,
            is_conditional=bool(leg.when) or leg.optional,
        )

    def _who(self, leg: Leg) -> str:
        if leg.role == SELF_ROLE:
            return self.say("self")
        return (
            self.catalogue.words.roles[leg.role] if self.language == "vi" else leg.role.replace("_", " ").capitalize()
        )

    def _time(self, leg: Leg) -> str:
        if leg.clock is LegClock.OUTSIDE:
            return self.say("outside_for", cause=leg.cause) if leg.cause else self.say("outside")
        return self.say("inside", hours=leg.hours) if leg.hours else self.say("no_limit")

    def _notes(self, leg: Leg) -> Iterator[str]:
        if len(leg.after) > 1:
            yield self.say("any" if leg.join is Join.ANY else "all")
        if leg.when:
            yield self.say("when", facts=self._facts(leg))
        if leg.optional:
            yield self.say("optional")
        if leg.slip:
            yield self.say("slip", slip=self.catalogue.words.slips[leg.slip] if self.language == "vi" else leg.slip)
        if leg.obligation:
            yield self.say("obligation")
        if leg.child:
            yield self.say("child", child=leg.child)
        if leg.signature is not SignatureNeed.NONE:
            yield self.say("signature")
        yield from self._agencies(leg)

    def _facts(self, leg: Leg) -> str:
        facts = (f"{name} = {self.say('or').join(sorted(values))}" for name, values in sorted(leg.when.items()))
        return self.say("and").join(facts)

    def _agencies(self, leg: Leg) -> Iterator[str]:
        """Who does it for the agency that was named, with its hours; else how many could."""
        if self.agency is None:
            if leg.role != SELF_ROLE:
                agencies = {agency for (role, _), agency in self.catalogue.serving.items() if role == leg.role}
                yield self.say("served", count=len(agencies))
            return
        try:
            agency = self.catalogue.agency(self.catalogue.leg_agency(self.procedure, leg, self.agency))
        except NoCompetentAgency:
            yield self.say("nobody")
            return
        yield f"{agency.code} {agency.name}"
        windows = _windows(self.catalogue.calendar_for(agency.code), self.day)
        if windows:
            yield self.say("hours_of", windows=windows)


def route_sheet(
    catalogue: Catalogue, procedure: Procedure, agency: AgencyCode | None, day: date, language: Language
) -> RouteSheet:
    """With an `agency` its own variant of the route, and who does each leg for it by which hours on that day."""
    reader = _Reader(catalogue, procedure, agency, day, language)
    hours = procedure.limit_hours
    return RouteSheet(
        ref=procedure.ref,
        title=procedure.name_vi if language == "vi" else procedure.name_en,
        limit=reader.say("immediate") if hours is None else reader.say("limit", hours=hours),
        place=reader.say("at", agency=f"{agency} {catalogue.agency(agency).name}") if agency else "",
        language=language,
        cards=tuple(reader.card(leg) for leg in procedure.legs),
    )


def _windows(calendar: WorkingCalendar, day: date) -> str:
    """The hours of the first working day from that day on."""
    midnight = datetime.combine(day, time.min, calendar.zone)
    for start in (midnight + timedelta(days=ahead) for ahead in range(_DAYS_AHEAD)):
        spans = calendar.spans(start, start + timedelta(days=1))
        if spans:
            local = ((a.astimezone(calendar.zone), b.astimezone(calendar.zone)) for a, b in spans)
            return ", ".join(f"{a:%H:%M}-{b:%H:%M}" for a, b in local)
    return ""
