"""All counts of one period, by what they are about, and which of them the public does not see."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from services.kernel.agency_code import AgencyCode, province_of
from services.stats.domain.dashboard.counts import BALANCES, COUNTS, NOTHING, WITHHELD, Counts, add_up
from services.stats.domain.dashboard.disclosure import Sum, hidden_cells

__all__ = ["NATION", "Cell", "Standing", "Subject", "agency", "channel", "field", "province"]


class Subject(NamedTuple):
    """What counts are about. `within` is the province of an agency, field or channel, empty for the whole country."""

    kind: str
    within: str
    name: str

    @property
    def is_small(self) -> bool:
        """Whether it is none of those that all others add up to."""
        return self.kind not in {"nation", "province"}


Cell = tuple[Subject, str]
NATION: Final = Subject("nation", "", "")


def province(code: str) -> Subject:
    return Subject("province", "", code)


def agency(code: str) -> Subject:
    return Subject("agency", province_of(AgencyCode(code)), code)


def field(within: str, name: str) -> Subject:
    return Subject("field", within, name)


def channel(within: str, name: str) -> Subject:
    return Subject("channel", within, name)


class Standing:
    """`smallest` are the counts that all others are sums of: agencies, and fields and channels of provinces.

    Fields and channels cut the same dossiers in other ways than agencies do, so each adds up to its province.
    `tiers` say where an agency stands; what happened lies in first..last, what stood is as of the end of `until`.
    """

    def __init__(
        self, first: date, last: date, until: date, smallest: Mapping[Subject, Counts], tiers: Mapping[str, str]
    ) -> None:
        self.first = first
        self.last = last
        self.until = until
        self.tiers = tiers
        self._parts = _divide(smallest)
        self._counts = dict(smallest)
        for whole in sorted(self._parts, key=_from_below):
            self._counts[whole] = add_up(self._counts[part] for part in next(iter(self._parts[whole].values())))

    def of(self, subject: Subject) -> Counts:
        return self._counts.get(subject, NOTHING)

    def parts(self, whole: Subject, kind: str) -> list[Subject]:
        """Return the provinces, agencies, fields or channels that `whole` consists of, in the order of their names."""
        return sorted(self._parts.get(whole, {}).get(kind, []))

    def hidden(self, least: int) -> frozenset[Cell]:
        """Return what the public does not see; the same for every page of the period, so pages do not give it away."""
        return self._hidden[least] if least in self._hidden else self._hidden.setdefault(least, self._hide(least))

    @cached_property
    def _hidden(self) -> dict[int, frozenset[Cell]]:
        return {}

    def _hide(self, least: int) -> frozenset[Cell]:
        values = {
            (subject, name): value
            for subject, counts in self._counts.items()
            for name, value in zip(COUNTS, counts, strict=True)
        }
        withheld = [(subject, name) for subject in self._counts if subject.is_small for name in WITHHELD]
        return hidden_cells(values, list(self._sums()), least, withheld)

    def _sums(self) -> Iterator[Sum[Cell]]:
        for subject in self._counts:
            for total, parts in BALANCES:
                yield Sum((subject, total), [(subject, part) for part in parts])
        for whole, divided in self._parts.items():
            for subjects in divided.values():
                for name in COUNTS:
                    yield Sum((whole, name), [(part, name) for part in subjects])


def _divide(smallest: Mapping[Subject, Counts]) -> dict[Subject, dict[str, list[Subject]]]:
    """Return what each whole consists of, by kind of the parts."""
    found: dict[Subject, dict[str, list[Subject]]] = {}

    def put(whole: Subject, part: Subject) -> None:
        siblings = found.setdefault(whole, {}).setdefault(part.kind, [])
        if part not in siblings:
            siblings.append(part)

    for subject in smallest:
        found.setdefault(province(subject.within), {}).setdefault(subject.kind, []).append(subject)
        put(NATION, province(subject.within))
        if subject.kind != "agency":
            everywhere = Subject(subject.kind, "", subject.name)
            found.setdefault(everywhere, {}).setdefault(subject.kind, []).append(subject)
            put(NATION, everywhere)
    return found


def _from_below(whole: Subject) -> int:
    return int(whole == NATION)
