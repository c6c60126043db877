"""What a provider answers when a message is handed to it."""

from dataclasses import dataclass

__all__ = ["Busy", "NoAnswer", "Outcome", "Refused", "Submitted"]


@dataclass(frozen=True, slots=True)
class Submitted:
    """Taken over; `reference` is the provider's own id, `parts` the ids that receipts will name, in order."""

    reference: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Will never be taken."""

    reason: str


@dataclass(frozen=True, slots=True)
class Busy:
    """Surely not taken now; another time perhaps. Being throttled, or having no link, spends no attempt."""

    reason: str
    spends_attempt: bool = True


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """It may have been taken."""

    reason: str


Outcome = Submitted | Refused | Busy | NoAnswer
