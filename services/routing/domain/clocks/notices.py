"""What an attempt at a leg was told of its own lateness so far: each at most once."""

from dataclasses import dataclass

__all__ = ["NO_NOTICES", "Notices"]


@dataclass(frozen=True, slots=True)
class Notices:
    """`escalated` is how many steps of the ladder were taken."""

    warned: bool = False
    overdue: bool = False
    escalated: int = 0


NO_NOTICES = Notices()
