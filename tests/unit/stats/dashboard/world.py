"""A country with a year of dossiers, counted in memory: what the pages of the dashboard are tested and shown with."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import TypeVar

from services.kernel.agency_code import province_of
from services.kernel.catalogue import Agency, Catalogue
from services.runtime.catalogue import read_catalogue
from services.stats.application.ports import CounterReader
from services.stats.domain.activity.messages import MESSAGE
from services.stats.domain.activity.turn import leg_cell
from services.stats.domain.cells import DossierCell, RecordCell
from services.stats.domain.entries import Entry
from tests.unit.stats.counted_reader import CountedReader, cell

__all__ = ["NOW", "TODAY", "AskedReader", "catalogue", "country"]

NOW = datetime(2026, 11, 27, 7, 30, tzinfo=UTC)
TODAY = date(2026, 11, 27)
_PER_PROVINCE = 10
_CATALOGUE = Path(__file__).parents[4] / "deploy" / "catalogue"
_FIELDS = {"land_office": ("land",), "district": ("civil_status", "land", "business"), "commune": ("civil_status",)}
_PROCEDURE = {"land": "1.011441@1", "civil_status": "1.004873@1", "business": "2.000720@1"}
_CHANNELS = ("direct", "direct", "online", "online", "post")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class AskedReader:
    """Stands in for Reports: every question is answered from these counters."""

    reader: CounterReader

    async def ask(self, question: Callable[[CounterReader], Awaitable[R]]) -> R:
        return await question(self.reader)


@cache
def catalogue() -> Catalogue:
    return read_catalogue(_CATALOGUE)


@cache
def country() -> CountedReader:
    """Return a year up to today; the same in every run."""
    return CountedReader(_dossiers())


def _dossiers() -> Iterator[Entry]:
    random = Random(7)  # noqa: S311 the same country in every run, no secret
    found: dict[str, int] = {}
    for agency in catalogue().agencies.values():
        province = province_of(agency.code)
        found[province] = found.get(province, 0) + 1
        if "desk" not in agency.roles or not agency.validity.covers(TODAY) or found[province] > _most(province):
            continue
        for field in _FIELDS.get(agency.kind) or _FIELDS.get(agency.tier, ("land",)):
            for month in range(1, 12):
                yield from _month(random, agency, field, month)
        for month in range(1, 12):
            yield from _records(random, agency, date(2026, month, random.randint(1, 26)))


def _most(province: str) -> int:
    return 1_000 if province == "H90" else _PER_PROVINCE


def _month(random: Random, agency: Agency, field: str, month: int) -> Iterator[Entry]:
    scale = {"province": 900, "district": 320}.get(agency.tier, 26)
    channel = random.choice(_CHANNELS)
    dossier = cell(agency.code, _PROCEDURE[field], field=field, tier=agency.tier, channel=channel)
    received = date(2026, month, random.randint(1, 24))
    number = random.randint(scale // 2, scale + month * scale // 12)
    late = random.choice((0, 0, 1, 2, 3, number // 18))
    stopped = random.choice((0, 0, 0, 1, 2))
    pending = number // 3 if month == TODAY.month else random.choice((0, 0, 0, 1))
    early = (number - late - stopped - pending) // 2
    due = received + timedelta(days=10)
    yield from _ended(dossier, "late", received, due, due + timedelta(days=4), late)
    yield from _ended(dossier, "withdrawn", received, None, received + timedelta(days=3), stopped)
    yield from _ended(dossier, "early", received, due, received + timedelta(days=2), early)
    yield from _ended(dossier, "on_time", received, due, due, number - late - stopped - pending - early)
    if pending:
        yield Entry(dossier, "received:pending", received, pending)
        late = min(pending, random.choice((0, 0, 1, 3, pending // 12)))
        yield Entry(dossier, "due", TODAY + timedelta(days=random.randint(1, 20)), pending - late)
        if late:
            yield Entry(dossier, "due", due, late)


def _records(random: Random, agency: Agency, day: date) -> Iterator[Entry]:
    """Legs of the agency, and messages to its citizens."""
    scale = 300 if agency.tier == "district" else 12
    for leg in ("appraise", "issue") if agency.kind == "land_office" else ("handle", "verify"):
        legs = leg_cell(agency.code, "1.011441@1", leg)
        late = random.choice((0, 0, 0, 1, 1, scale // 6))
        yield Entry(legs, "finished:in_time", day, random.randint(1, scale))
        if late:
            yield Entry(legs, "finished:late", day, late)
    for channel, sent in (("sms", scale * 2), ("vneid", scale)):
        dimensions = ("1.011441@1", "result_ready", channel, "any")
        messages = RecordCell(MESSAGE, agency.code, province_of(agency.code), dimensions, (channel,))
        failed = random.choice((0, 0, 1, sent // 40))
        yield Entry(messages, "submitted", day, sent)
        yield Entry(messages, "delivered", day, sent - failed - random.choice((0, 2, sent // 30)))
        if failed:
            yield Entry(messages, "failed:permanent", day, failed)


def _ended(
    dossier: DossierCell, outcome: str, received: date, due: date | None, ended: date, number: int
) -> Iterator[Entry]:
    """Those that would end after today are pending still."""
    if not number:
        return
    yield Entry(dossier, f"received:{outcome if ended <= TODAY else 'pending'}", received, number)
    if ended <= TODAY:
        yield Entry(dossier, f"resolved:{outcome}", ended, number)
    if due is not None:
        yield Entry(dossier, "due", due, number)
        if ended <= TODAY:
            yield Entry(dossier, "cleared", max(due, ended), number)
