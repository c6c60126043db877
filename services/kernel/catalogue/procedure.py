"""A version of an administrative procedure: its time limit, its route between agencies, its fees."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from enum import StrEnum

from services.kernel.catalogue.component import Case
from services.kernel.catalogue.period import ALWAYS, Period
from services.kernel.catalogue.profile import NO_PROFILE, LevelSpan, Profile
from services.kernel.money import Vnd

__all__ = ["SELF_ROLE", "Condition", "FeeLine", "Join", "Leg", "LegClock", "Procedure", "SignatureNeed", "Step"]

SELF_ROLE = "self"
"""The role of the agency that received the dossier, whatever its other roles are."""

_MINUTES_PER_HOUR = 60

Condition = Mapping[str, frozenset[str]]
"""Names of facts of a dossier with the values that are meant; holds if each named fact has one of them."""


class LegClock(StrEnum):
    """Whether a leg's time counts towards the dossier's limit."""

    INSIDE = "inside"
    OUTSIDE = "outside"


class Join(StrEnum):
    """Whether a leg waits for all the legs before it, or for the first of them."""

    ALL = "all"
    ANY = "any"


class SignatureNeed(StrEnum):
    """Whether a leg ends with an officer's signature: then a signer is looked for in time.

    REQUIRED: it is not done without one, at agencies that keep a signing register.
    """

    NONE = "none"
    EXPECTED = "expected"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True)
class Step:
    """A piece of work inside a leg, in working hours, as the published process lists it; `id` is unique in its leg."""

    id: str
    name_vi: str
    hours: int

    @property
    def limit_minutes(self) -> int | None:
        """None is no limit of its own."""
        return self.hours * _MINUTES_PER_HOUR or None


@dataclass(frozen=True, slots=True)
class Leg:
    """One agency's part. `hours` are working hours; 0 means no limit of its own (outside the clock, or immediate).

    `slip` names the paper that goes with the hand-off to it; `obligation` means that the leg ends with a notice that
    the citizen must pay, and the route waits for the payment. `when` are the facts of a dossier for which the leg
    exists: one of the values of each name (none: it always does). An `optional` leg is done only when it is asked for.
    `child` is the code of the procedure that the leg is: it is handled as a dossier of its own. `signature` says
    whether an officer signs what the leg ends with, `cause` why it is outside the clock.
    """

    id: str
    role: str
    hours: int
    clock: LegClock = LegClock.INSIDE
    after: tuple[str, ...] = ()
    join: Join = Join.ALL
    steps: tuple[Step, ...] = ()
    slip: str | None = None
    obligation: bool = False
    when: Condition = dataclass_field(default_factory=dict)
    optional: bool = False
    child: str | None = None
    signature: SignatureNeed = SignatureNeed.NONE
    cause: str | None = None

    @property
    def limit_minutes(self) -> int | None:
        """For the leg's ClockLedger; None is no limit."""
        return self.hours * _MINUTES_PER_HOUR or None


@dataclass(frozen=True, slots=True)
class FeeLine:
    """`kind` is fee or charge; `moment` is when it is paid: 1 reception, 2 supplement, 4 result."""

    kind: str
    name_vi: str
    amount: Vnd
    moment: int
    name_en: str | None = None
    validity: Period = ALWAYS
    unverified: bool = False
    invented: bool = False


@dataclass(frozen=True, slots=True)
class Procedure:
    """`limit_hours` are working hours; None is an immediate procedure, due the same working day.

    `needs_verification` means that handling always includes a verification elsewhere, so that it is never done at
    once. `cases` are the components by case; none are declared for the invented families. `online_level` holds on days
    that no span of `online_levels` covers. `limits_by_tag` are longer limits, in hours, of dossiers with such a tag.
    With `next_day_after_cutoff` the clock of what comes after the day's cut-off starts the next working day.
    `reply_days` are working days for missing papers, None as many as the rule pack gives.
    """

    code: str
    version: int
    name_vi: str
    name_en: str
    field: str
    limit_hours: int | None
    legs: tuple[Leg, ...]
    fees: tuple[FeeLine, ...] = ()
    needs_verification: bool = False
    online_level: str = "none"
    cases: Mapping[str, Case] = dataclass_field(default_factory=dict)
    online_levels: tuple[LevelSpan, ...] = ()
    profile: Profile = NO_PROFILE
    validity: Period = ALWAYS
    limits_by_tag: Mapping[str, int] = dataclass_field(default_factory=dict)
    next_day_after_cutoff: bool = False
    reply_days: int | None = None
    invented: bool = False
    unverified: bool = False

    @property
    def ref(self) -> str:
        """How events name it: `1.011441@1`."""
        return f"{self.code}@{self.version}"

    @property
    def limit_minutes(self) -> int | None:
        return None if self.limit_hours is None else self.limit_hours * _MINUTES_PER_HOUR

    @property
    def published(self) -> bool:
        return not self.profile.withheld

    def online_level_on(self, day: date) -> str:
        return next((span.level for span in self.online_levels if span.holds(day)), self.online_level)

    @property
    def is_group(self) -> bool:
        """An interlinked group: legs of it are dossiers of their own, which reports count in its place."""
        return any(leg.child for leg in self.legs)

    def limit_minutes_for(self, tags: Iterable[str]) -> int | None:
        """The limit of a dossier with these tags: one that must be verified may take longer."""
        longer = [self.limits_by_tag[tag] for tag in tags if tag in self.limits_by_tag]
        return max(longer) * _MINUTES_PER_HOUR if longer else self.limit_minutes

    def leg(self, leg_id: str) -> Leg:
        """Raises KeyError for an id that the route does not have."""
        return {leg.id: leg for leg in self.legs}[leg_id]

    def fees_on(self, day: date) -> tuple[FeeLine, ...]:
        return tuple(line for line in self.fees if line.validity.covers(day))
