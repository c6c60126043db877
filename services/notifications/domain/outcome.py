"""What a provider answers when a message is handed to it."""

from dataclasses import dataclass

__all__ = ["Busy", "NoAnswer", "Outcome", "Refused", "Submitted"]


@dataclass(frozen=True, slots=True)
class Submitted:
    """Taken over; `reference` is the provider's own id."""

    reference: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Will never be taken."""

    reason: str


@dataclass(frozen=True, slots=True)
class Busy:
    """Surely not taken now; another time perhaps."""

    reason: str


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """It may have been taken."""

    reason: str


Outcome = Submitted | Refused | Busy | NoAnswer
