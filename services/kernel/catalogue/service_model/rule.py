"""A plan of a province or locality, and a calendar rule under it: where, when and for what a service model holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue.period import ALWAYS, Period
from services.kernel.working_time import Season, TimeWindow

__all__ = ["CalendarRule", "Effect", "Mode", "Plan"]


class Effect(StrEnum):
    """What a rule does for a dossier that it holds for."""

    SAME_DAY = "same_day"
    NO_WRITING = "no_writing"
    RECEPTION_WINDOW = "reception_window"
    RECEPTION_DAY = "reception_day"
    UNTIL_DONE = "until_done"
    REFUSE_PAPER = "refuse_paper"
    LABEL = "label"


class Mode(StrEnum):
    """Towards the rules of the same tag at agencies above: instead of them, or besides them."""

    REPLACE = "replace"
    EXTEND = "extend"


@dataclass(frozen=True, slots=True)
class Plan:
    """`min_weekdays` is how many weekdays its `tags` must be held on in every week, wherever within `agency`.

    `procedures` (by code) are the plan's own; what localities add is told apart from them in reports.
    """

    number: str
    agency: AgencyCode
    issued_on: date | None
    validity: Period
    min_weekdays: int
    tags: frozenset[str]
    procedures: frozenset[str] = frozenset()
    invented: bool = False


@dataclass(frozen=True, slots=True)
class CalendarRule:
    """Holds at its agencies and all below them by code. Empty weekdays, procedures or fields mean any.

    `weekdays` are ISO (Monday is 1), `windows` the hours by season, `procedures` codes without version; `condition`
    gives the values allowed per attribute of the dossier.
    """

    key: str
    tag: str
    effect: Effect
    agencies: tuple[AgencyCode, ...]
    weekdays: frozenset[int] = frozenset()
    windows: tuple[Season, ...] = ()
    procedures: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    condition: Mapping[str, frozenset[str]] = field(default_factory=dict)
    mode: Mode = Mode.REPLACE
    plan: str | None = None
    validity: Period = ALWAYS
    invented: bool = False

    def takes(self, procedure_code: str, procedure_field: str) -> bool:
        if self.procedures and procedure_code not in self.procedures:
            return False
        return not self.fields or procedure_field in self.fields

    def meets(self, attributes: Mapping[str, str], *, needs_verification: bool) -> bool:
        """Whether a dossier meets the condition; what nobody reported of a verification is what its procedure says."""
        told = {"needs_verification": "true" if needs_verification else "false"} | dict(attributes)
        return all(told.get(name) in allowed for name, allowed in self.condition.items())

    def windows_on(self, day: date) -> tuple[TimeWindow, ...]:
        """The hours of the day's season, whatever its weekday."""
        return tuple(window for season in self.windows if season.covers(day) for window in season.windows)
