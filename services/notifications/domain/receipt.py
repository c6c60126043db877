"""What a provider reports of one part after it took it over, and what the parts make of their message."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

__all__ = ["Part", "Receipt", "Verdict", "verdict_of", "with_receipt"]


class Verdict(StrEnum):
    """UNDERWAY is news, no end; TEMPORARY ends it unless a better one comes; the other two are the last word."""

    UNDERWAY = "underway"
    TEMPORARY = "temporary"
    PERMANENT = "permanent"
    DELIVERED = "delivered"


_RANKS: Final = {None: 0, Verdict.UNDERWAY: 1, Verdict.TEMPORARY: 2, Verdict.PERMANENT: 3, Verdict.DELIVERED: 3}
_LAST_WORD: Final = frozenset({Verdict.PERMANENT, Verdict.DELIVERED})


@dataclass(frozen=True, slots=True)
class Receipt:
    """`part` is the id that the provider gave the part; `at` is the provider's time (UTC), None when it told none.

    `reference` is ours, from providers that repeat it: it tells whose the part is, whatever became of the answer.
    """

    provider: str
    part: str
    verdict: Verdict
    error: str | None = None
    at: datetime | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One short message of a longer one, in the order of the text."""

    id: str
    verdict: Verdict | None = None
    error: str | None = None
    at: datetime | None = None

    @property
    def has_ended(self) -> bool:
        return self.verdict in _LAST_WORD or self.verdict is Verdict.TEMPORARY


def with_receipt(parts: Sequence[Part], receipt: Receipt) -> tuple[Part, ...]:
    """The parts after a receipt; a repeated one, and one that comes after a better, changes nothing."""
    return tuple(_told(part, receipt) if part.id == receipt.part else part for part in parts)


def verdict_of(parts: Sequence[Part]) -> Verdict | None:
    """What became of the whole: delivered when all parts are, failed once one is; None while a part may still come."""
    verdicts = {part.verdict for part in parts}
    if Verdict.PERMANENT in verdicts:
        return Verdict.PERMANENT
    if not parts or not all(part.has_ended for part in parts):
        return None
    return Verdict.TEMPORARY if Verdict.TEMPORARY in verdicts else Verdict.DELIVERED


def _told(part: Part, receipt: Receipt) -> Part:
    if _RANKS[receipt.verdict] <= _RANKS[part.verdict]:
        return part
    return replace(part, verdict=receipt.verdict, error=receipt.error, at=receipt.at)
