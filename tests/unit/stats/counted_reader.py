"""Counters in memory, as they are once these entries have been counted."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from services.stats.application.ports import CounterDocument, CounterReader
from services.stats.application.reading import Reports
from services.stats.domain.cells import DossierCell, Profile, profile_key
from services.stats.domain.entries import NOTHING, Entry, deltas

R = TypeVar("R")


class CountedReader:
    """A CounterReader over entries; each is added, so equal ones may come again."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.trees: dict[str, dict[str, Any]] = {}
        for entry in entries:
            for counter, path, amount in deltas(NOTHING, frozenset((entry,))):
                _add(self.trees.setdefault(counter, {}), path.split("."), amount)

    async def counters(self, ids: Sequence[str]) -> list[CounterDocument]:
        return list((await self.named_counters(ids)).values())

    async def named_counters(self, ids: Sequence[str]) -> Mapping[str, CounterDocument]:
        return {name: self.trees[name]["c"] for name in ids if name in self.trees}


class CountedReports(Reports):
    """Answers from one reader."""

    def __init__(self, reader: CounterReader) -> None:
        self._reader = reader

    async def ask(self, question: Callable[[CounterReader], Awaitable[R]]) -> R:
        return await question(self._reader)


def cell(
    agency: str,
    procedure: str,
    *,
    field: str = "land",
    tier: str = "district",
    tags: tuple[str, ...] = (),
    channel: str = "direct",
    assisted: bool = False,
    facts: Mapping[str, str] | None = None,
) -> DossierCell:
    """Return the cell of a dossier at the desk; `facts` are its declared attributes."""
    profile = Profile(channel, assisted, tags, field, tier, tuple((facts or {}).items()))
    return DossierCell(agency, agency.partition(".")[0], procedure, profile_key(profile))


def _add(tree: dict[str, Any], parts: list[str], amount: int) -> None:
    *parents, name = parts
    for part in parents:
        tree = tree.setdefault(part, {})
    tree[name] = tree.get(name, 0) + amount
