"""`python -m bench.articles [NAME ...] [--divisor N] [--processes P]`: ends with 1 when any figure is otherwise."""

import argparse
import asyncio
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import httpx
import uvloop
from rich.console import Console

from bench.articles.command import reconciled
from bench.articles.officer import Officer
from bench.articles.replay import Replayed, replay
from bench.machine import machine
from bench.place import Place, opened, running
from services.ops.scenario.prepared import Prepared, prepare
from services.runtime.logs import configure_logging

NAMESPACE: Final = "articles-"
_PATIENCE_SECONDS: Final = 120.0
EVERY: Final = ("s000", "s001", "s002", "s003", "s004")


@dataclass(frozen=True, slots=True)
class Article:
    """A scenario, in one of its readings where the article leaves something open."""

    name: str
    variant: str | None = None

    def __str__(self) -> str:
        return f"{self.name} {self.variant}" if self.variant else self.name


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.articles", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(EVERY)}; without any all of them")
    parser.add_argument("--divisor", type=int, default=1, help="of the articles' dossiers; 1 is all of them")
    parser.add_argument("--processes", type=int, default=1, help="of the statistics")
    given = parser.parse_args()
    configure_logging("bench", "WARNING")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    wrong = [line for article in _articles(given.names or EVERY) for line in _prove(article, given)]
    print(f"{machine()}.")
    for line in wrong:
        print(f"WRONG  {line}")
    print(f"{len(wrong)} things were wrong." if wrong else "Every figure was right.")
    sys.exit(bool(wrong))


def _articles(names: Sequence[str]) -> list[Article]:
    """Every reading of each."""
    found = {name: prepare(name, 1_000_000).scenario.variants for name in names}
    return [Article(name, variant) for name, variants in found.items() for variant in variants or (None,)]


def _prove(article: Article, given: argparse.Namespace) -> list[str]:
    """Replay it on a platform of its own, so that nothing of it is left."""
    begun = time.monotonic()
    prepared = prepare(article.name, given.divisor, article.variant)
    print(f"\n{article} at 1/{given.divisor}: {len(prepared.dossiers):,} dossiers, laid out in "
          f"{time.monotonic() - begun:.0f} s.", flush=True)  # fmt: skip
    with opened() as place, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        found = runner.run(_replayed(place, prepared, given.processes))
    print(_told(found), flush=True)
    return [f"{article}: {line}" for line in found.wrong]


async def _replayed(place: Place, prepared: Prepared, processes: int) -> Replayed:
    await place.create_topics(NAMESPACE)
    names = {f"stats-{number}": "services.stats" for number in range(1, processes + 1)}
    with running(place, NAMESPACE, names) as group:
        url = f"http://127.0.0.1:{group.ports['stats-1']}"
        async with httpx.AsyncClient(base_url=url, timeout=_PATIENCE_SECONDS) as http:
            officer = Officer(http, place.secret("token_secret"), prepared.scenario.root)
            found = await replay(place.kafka, NAMESPACE, officer, prepared, Console(width=160, soft_wrap=True))
        if prepared.scale == 1:
            found.wrong.extend(await reconciled(place, NAMESPACE, prepared.scenario.id))
    return found


def _told(found: Replayed) -> str:
    rate = found.events / found.counting
    return (
        f"{found.dossiers:,} dossiers, {found.events:,} events: on the topics after {found.publishing:.0f} s, counted "
        f"after {found.counting:.0f} s ({rate:,.0f} a second); figures asked for in {found.comparing:.0f} s; "
        f"{len(found.wrong)} wrong."
    )


if __name__ == "__main__":
    main()
