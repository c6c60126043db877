"""A year of dossiers of 700 communes, put into the counters that the dashboard reads."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from services.kernel.catalogue import Catalogue, load
from services.runtime.store.operations import InsertDoc
from services.runtime.store.ports import Database
from services.stats.domain.cells import DossierCell, Profile, profile_key
from services.stats.domain.counters import CELLS
from services.stats.domain.entries import NOTHING, Entry, deltas

__all__ = ["COMMUNES", "LAST", "catalogue_of_many", "fill"]

COMMUNES: Final = 700
FIRST: Final = date(2025, 12, 1)
LAST: Final = date(2026, 11, 27)
_MORE: Final = """
agencies:
  - code_pattern: "H90.05.{n:02d}"
    count: 99
    name: "Xã thêm số {n}"
    tier: commune
    kind: committee
    roles: [desk]
  - code_pattern: "H90.06.{n:02d}"
    count: 99
    name: "Phường thêm số {n}"
    tier: commune
    kind: committee
    roles: [desk]
"""
_FIELDS: Final = ("civil_status", "land", "business", "justice")
_CHANNELS: Final = ("direct", "online", "post")
_READ: Final = ("agencies|", "fields|", "axes")
_BULK: Final = 500
_SATURDAY: Final = 5


def catalogue_of_many(folder: Path) -> Catalogue:
    """Return the shipped catalogue with more communes in the first province."""
    texts = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml")}
    return load({**texts, "many.yaml": _MORE})


async def fill(store: Database, generation: int, catalogue: Catalogue) -> tuple[int, int]:
    """Return how many communes and dossiers; only roll-ups and axes are written, the dashboard reads nothing else."""
    communes = [each for each in catalogue.agencies.values() if each.tier == "commune"][:COMMUNES]
    trees: dict[str, dict[str, Any]] = {}
    received = 0
    random = Random(11)
    for commune in communes:
        for entry in _year(random, commune.code):
            _count(trees, entry)
            received += entry.amount if entry.measure.startswith("received") else 0
    counters = store.collection(f"counters_g{generation}")
    rows = [InsertDoc({"_id": name, CELLS: tree}) for name, tree in sorted(trees.items())]
    for start in range(0, len(rows), _BULK):
        await counters.write_bulk(rows[start : start + _BULK])
    return len(communes), received


def _year(random: Random, code: str) -> Iterator[Entry]:
    """About three dossiers a working day; most are in time, some are pending still."""
    day = FIRST
    while day <= LAST:
        if day.weekday() < _SATURDAY:
            profile = Profile(random.choice(_CHANNELS), False, (), random.choice(_FIELDS), "commune", ())
            cell = DossierCell(code, code.partition(".")[0], "1.000000@1", profile_key(profile))
            yield from _dossiers(random, cell, day)
        day += timedelta(days=1)


def _dossiers(random: Random, cell: DossierCell, day: date) -> Iterator[Entry]:
    number, late = random.randint(1, 6), random.random() < 0.02  # noqa: PLR2004 one in fifty
    due = day + timedelta(days=random.randint(1, 12))
    ended = due + timedelta(days=3) if late else day + timedelta(days=random.randint(0, (due - day).days))
    outcome = "late" if late else random.choice(("early", "on_time")) if ended <= LAST else "pending"
    if ended > LAST:
        outcome = "pending"
    yield Entry(cell, f"received:{outcome}", day, number)
    yield Entry(cell, "due", due, number)
    if ended <= LAST:
        yield Entry(cell, f"resolved:{outcome}", ended, number)
        yield Entry(cell, "cleared", max(due, ended), number)


def _count(trees: dict[str, dict[str, Any]], entry: Entry) -> None:
    for counter, path, amount in deltas(NOTHING, frozenset((entry,))):
        if not counter.startswith(_READ):
            continue
        tree = trees.setdefault(counter, {})
        *parents, name = path.split(".")[1:]
        for part in parents:
            tree = tree.setdefault(part, {})
        tree[name] = tree.get(name, 0) + amount
