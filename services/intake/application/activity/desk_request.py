"""Who asks for what at which desk, and when it happened."""

from dataclasses import dataclass
from datetime import datetime

from services.intake.application.refusals import as_permanent
from services.intake.domain.business_time import BusinessTime, TimeBounds
from services.kernel.agency_code import AgencyCode
from services.kernel.times import Clock, require_utc
from services.runtime.failures import PermanentError

__all__ = ["DeskRequest", "DeskTime"]


@dataclass(frozen=True, slots=True)
class DeskRequest:
    """`client` is the software, officer or browser; `key` its Idempotency-Key, None for steps that repeat harmlessly.

    `content` is what a repetition under the same key is compared by; `acts_for` are all agencies of the caller, which
    decides what is hidden from them.
    """

    agency: AgencyCode
    client: str
    key: str | None = None
    content: bytes = b""
    occurred_at: datetime | None = None
    may_backfill: bool = False
    trace: str | None = None
    acts_for: frozenset[str] = frozenset()

    def mark(self, purpose: str) -> str | None:
        """The key as no other request carries it."""
        return None if self.key is None else f"{purpose}|{self.client}|{self.key}"

    def required_mark(self, purpose: str) -> str:
        """Raises PermanentError(idempotency_key_missing)."""
        mark = self.mark(purpose)
        if mark is None:
            raise PermanentError("idempotency_key_missing")
        return mark


class DeskTime:
    """Business time of a request, within the bounds that hold for all of intake."""

    def __init__(self, bounds: TimeBounds, clock: Clock) -> None:
        self._bounds = bounds
        self._clock = clock

    def __call__(self, request: DeskRequest) -> BusinessTime:
        """Raises PermanentError(time_out_of_range)."""
        stated = None if request.occurred_at is None else require_utc(request.occurred_at)
        with as_permanent():
            return self._bounds.check(stated, self._clock(), may_backfill=request.may_backfill)
