"""One article: its events onto the topics, the service counts them, and every figure is asked for over HTTP."""

import time
from dataclasses import dataclass

from rich.console import Console

from bench.articles.counting import counted
from bench.articles.feed import records
from bench.load.dossiers import publish
from services.ops.scenario.compare import compare
from services.ops.scenario.prepared import Prepared
from services.ops.scenario.statistics import Reader, StatisticsCounts

__all__ = ["Replayed", "replay"]


@dataclass(frozen=True, slots=True)
class Replayed:
    """How an article came out; `wrong` is empty when every figure was right. Seconds of the clock."""

    dossiers: int
    events: int
    publishing: float
    counting: float
    comparing: float
    wrong: list[str]


async def replay(
    kafka: str, namespace: str, officer: Reader, prepared: Prepared, console: Console, *, before: int = 0
) -> Replayed:
    """Replay onto a service that has counted `before` events so far; raises TimeoutError when it stands still."""
    dossiers = sorted(prepared.dossiers, key=lambda dossier: dossier.received_at)
    begun = time.monotonic()
    events = await publish(kafka, namespace, records(prepared, dossiers))
    published = time.monotonic()
    await counted(kafka, namespace, before + events)
    done = time.monotonic()
    expected = prepared.expected()
    wrong = await compare(prepared, StatisticsCounts(officer, prepared.scenario, expected), expected, console)
    return Replayed(len(dossiers), events, published - begun, done - begun, time.monotonic() - done, wrong)
