"""How many messages one recipient gets."""

from dataclasses import dataclass
from datetime import timedelta

__all__ = ["DayLimit", "WindowLimit"]


@dataclass(frozen=True, slots=True)
class DayLimit:
    """`most` in a day of Viet Nam; what is beyond waits for the next."""

    most: int


@dataclass(frozen=True, slots=True)
class WindowLimit:
    """`most` in any `window`, as the law has it for advertising; what is beyond is not sent."""

    most: int
    window: timedelta
