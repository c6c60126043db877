"""All counts of one period, by what they are about."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from services.kernel.agency_code import AgencyCode, province_of
from services.stats.domain.dashboard.counts import NOTHING, Counts, add_up
from services.stats.domain.dashboard.disclosure import Sum

__all__ = ["NATION", "Cell", "Standing", "Subject", "agency", "channel", "field", "province"]


class Subject(NamedTuple):
    """What counts are about. `within` is the province of an agency, field or channel, empty for the whole country."""

    kind: str
    within: str
    name: str


Cell = tuple[Subject, str]
NATION: Final = Subject("nation", "", "")
_NONE: Final[Mapping[str, str]] = MappingProxyType({})


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
    `tiers` say where an agency stands; `counts` has the sums as well.
    """

    def __init__(self, smallest: Mapping[Subject, Counts], tiers: Mapping[str, str] = _NONE) -> None:
        self.tiers = tiers
        self._parts = _divide(smallest)
        counts = self.counts = dict(smallest)
        for whole in sorted(self._parts, key=_from_below):
            counts[whole] = add_up(counts[part] for part in next(iter(self._parts[whole].values())))

    def of(self, subject: Subject) -> Counts:
        return self.counts.get(subject, NOTHING)

    def parts(self, whole: Subject, kind: str) -> list[Subject]:
        """Return the provinces, agencies, fields or channels that `whole` consists of, in the order of their names."""
        return sorted(self._parts.get(whole, {}).get(kind, []))

    @property
    def sums(self) -> list[Sum[Subject]]:
        """Return which subjects are what others add up to, for every count."""
        return [
            Sum(whole, sorted(subjects))
            for whole, divided in sorted(self._parts.items())
            for _, subjects in sorted(divided.items())
        ]


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
