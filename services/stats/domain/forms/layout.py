"""Which column of form 06 the rules of the day give to what could stand in several."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Self

from services.kernel.catalogue import RulePack
from services.kernel.status import Outcome
from services.stats.domain.forms.refused import FormUndefinedError

__all__ = ["EARLY", "LATE", "ON_TIME", "PENDING_IN_TIME", "Layout"]

EARLY: Final = 8
ON_TIME: Final = 9
LATE: Final = 10
PENDING_IN_TIME: Final = 12
_OUTCOMES: Final = {Outcome.EARLY: EARLY, Outcome.ON_TIME: ON_TIME, Outcome.LATE: LATE}


@dataclass(frozen=True, slots=True)
class Layout:
    """`outcomes` and `channels` name the column of each; `awaiting_supplement` is the column of what waits in time."""

    awaiting_supplement: int
    outcomes: Mapping[str, int]
    channels: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, pack: RulePack) -> Self:
        """Return the layout of a rule pack; raises FormUndefinedError when it says none."""
        if not pack.report_layout:
            raise FormUndefinedError(pack.id)
        stopped = {
            Outcome.STOPPED: pack.report_layout["returned"],
            Outcome.WITHDRAWN: pack.report_layout["withdrawn"],
        }
        outcomes = {outcome.value: column for outcome, column in (_OUTCOMES | stopped).items()}
        return cls(pack.report_layout["awaiting_supplement"], outcomes, pack.report_channels)
