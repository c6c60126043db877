"""What the statistics must show, counted from the planned dossiers alone."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from services.kernel.agency_code import AgencyCode, is_within
from services.kernel.status import Outcome
from services.ops.scenario.beside import Beside
from services.ops.scenario.calls import figure_of_calls
from services.ops.scenario.figures import FigureError
from services.ops.scenario.model import Filter
from services.ops.scenario.plan import Planned

__all__ = ["ExpectedCounts"]

_OUTCOME: Final = "outcome"
_SECRET: Final = "secret"  # noqa: S105 the name of a field and a tag
_UNTOLD: Final = "0.000000@0"
"""The procedure under which secret dossiers are counted, whatever theirs is"""
_RESOLVED: Final = {
    "8": (Outcome.EARLY,),
    "9": (Outcome.ON_TIME, Outcome.WITHDRAWN, Outcome.STOPPED),
    "10": (Outcome.LATE,),
}
_PENDING: Final = ("pending", "awaiting_supplement")


@dataclass(frozen=True, slots=True)
class _Kind:
    """What dossiers have in common as far as questions can tell."""

    agency: AgencyCode
    tier: str
    procedure: str
    field: str
    channel: str
    assisted: bool
    tags: frozenset[str]
    outcome: str
    attributes: frozenset[tuple[str, str]]

    def fits(self, where: Filter) -> bool:
        return all(self._fits(name, values) for name, values in where.items() if name != _OUTCOME)

    def _fits(self, name: str, values: frozenset[str]) -> bool:
        if name == "agency":
            return any(is_within(self.agency, AgencyCode(value)) for value in values)
        return not self._values(name).isdisjoint(values)

    def _values(self, name: str) -> frozenset[str]:
        match name:
            case "procedure":
                return frozenset({self.procedure, self.procedure.partition("@")[0]})
            case "tag":
                return self.tags
            case "tagged":
                return frozenset({_flag(bool(self.tags))})
            case "assisted":
                return frozenset({_flag(self.assisted)})
            case "tier" | "field" | "channel":
                return frozenset({getattr(self, name)})
        return frozenset(value for attribute, value in self.attributes if attribute == name)


class ExpectedCounts:
    """Counts like the statistics, without asking them."""

    def __init__(self, dossiers: Iterable[Planned], root: AgencyCode, beside: Beside | None = None) -> None:
        """Children of groups are dossiers like others, their parents are counted apart."""
        self._beside = beside or Beside()
        self._root = root
        self._kinds = Counter(map(_kind, chain(dossiers, self._beside.children)))

    async def count(self, where: Filter) -> int:
        return sum(count for _, count in self._matching(where))

    async def distinct(self, field: str, where: Filter) -> int:
        if field == "agency":
            return len({kind.agency for kind, _ in self._matching(where)})
        return len({kind.procedure.partition("@")[0] for kind, _ in self._matching(where)})

    async def values(self, attribute: str) -> Sequence[str]:
        found = {dict(kind.attributes).get(attribute) for kind in self._kinds}
        return sorted(value for value in found if value is not None)

    async def groups(self) -> int:
        return len(self._beside.groups)

    async def desk(self, report: str, column: str) -> str:
        """Raises FigureError for what this does not know."""
        if report != "calls":
            raise FigureError(f"nothing beside the batches is in the report {report!r}")
        return figure_of_calls(self._beside.calls, column)

    async def form06(self, column: str) -> int:
        """Nothing is carried over into a period that begins with nothing, and what is pending is not due in it yet."""
        here: Filter = {"agency": frozenset({self._root})}
        form = {name: self._ended(outcomes) for name, outcomes in _RESOLVED.items()}
        pending = self._ended(_PENDING)
        online = sum(count for kind, count in self._matching(here) if kind.channel == "online")
        received = sum(count for _, count in self._matching(here))
        form |= {"3": received, "4": online, "5": received - online, "6": 0, "7": sum(form.values())}
        return (form | {"11": pending, "12": pending, "13": 0})[column]

    def _ended(self, outcomes: Iterable[str]) -> int:
        where = {"agency": frozenset({self._root}), _OUTCOME: frozenset(outcomes)}
        return sum(count for _, count in self._matching(where))

    def by_outcome(self) -> dict[str, int]:
        """Of the province's own agencies."""
        counted: Counter[str] = Counter()
        for kind, count in self._kinds.items():
            if is_within(kind.agency, self._root):
                counted[kind.outcome] += count
        return dict(counted)

    def _matching(self, where: Filter) -> Iterator[tuple[_Kind, int]]:
        """Refused filings are never received, so only a question for them finds them."""
        wanted = where.get(_OUTCOME)
        for kind, count in self._kinds.items():
            asked = kind.outcome != Outcome.REFUSED if wanted is None else kind.outcome in wanted
            if asked and kind.fits(where):
                yield kind, count


def _flag(value: bool) -> str:  # noqa: FBT001 it is turned into text
    return "true" if value else "false"


def _kind(dossier: Planned) -> _Kind:
    batch = dossier.batch
    if dossier.is_secret:
        return _secret(dossier)
    return _Kind(
        agency=dossier.agency,
        tier=dossier.tier,
        procedure=dossier.procedure,
        field=dossier.field,
        channel=batch.channel,
        assisted=batch.assisted,
        tags=frozenset(batch.tags),
        outcome=dossier.outcome,
        attributes=frozenset(dossier.attributes.items()),
    )


def _secret(dossier: Planned) -> _Kind:
    """Its agency's tally tells that it was received and how it ended, and nothing else."""
    return _Kind(
        agency=dossier.agency,
        tier=dossier.tier,
        procedure=_UNTOLD,
        field=_SECRET,
        channel="direct",
        assisted=False,
        tags=frozenset({_SECRET}),
        outcome=dossier.outcome,
        attributes=frozenset(),
    )
