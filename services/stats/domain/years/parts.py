"""A long period cut by year and by the rule pack of its days: a dossier keeps the pack of its day of reception."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from services.kernel.catalogue import RulePack

__all__ = ["Part", "parts_of"]

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Part:
    """Days of one year, both included, under one pack; None is under none that is loaded."""

    first: date
    last: date
    pack: str | None

    @property
    def key(self) -> str:
        return f"{self.first.isoformat()}|{self.pack or '-'}"


def parts_of(packs: Iterable[RulePack], first: date, last: date) -> list[Part]:
    """Return the parts in the order of days; they meet without gap or overlap."""
    packs = tuple(packs)
    begins = {pack.validity.first for pack in packs} | {
        pack.validity.last + _DAY for pack in packs if pack.validity.last is not None
    }
    begins |= {date(year, 1, 1) for year in range(first.year + 1, last.year + 1)}
    cuts = sorted({first} | {day for day in begins if first < day <= last})
    ends = [day - _DAY for day in cuts[1:]] + [last]
    return [Part(begin, end, _pack_on(packs, begin)) for begin, end in zip(cuts, ends, strict=True)]


def _pack_on(packs: Iterable[RulePack], day: date) -> str | None:
    return next((pack.id for pack in packs if pack.validity.covers(day)), None)
