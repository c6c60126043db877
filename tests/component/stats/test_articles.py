"""The five articles through the broker, small: their dossiers' events are counted, every row is asked for over HTTP."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Final

import httpx
import pytest
from rich.console import Console

from bench.articles.counting import counted
from bench.articles.feed import records
from bench.articles.officer import Officer
from bench.articles.replay import replay
from bench.load.dossiers import publish
from services.ops.scenario.compare import compare
from services.ops.scenario.plan import Planned
from services.ops.scenario.prepared import Prepared, lay_out
from services.ops.scenario.statistics import StatisticsCounts
from services.runtime.catalogue import read_catalogue
from services.stats.settings import Settings
from tests.component.stats.service import running

DIVISORS: Final = {"s000": 200, "s001": 10, "s002": 1_000, "s003": 5_000, "s004": 5_000}


@dataclass
class Service:
    """The service, and how many events it has counted so far."""

    settings: Settings
    http: httpx.AsyncClient
    counted: int = 0

    async def replay(self, prepared: Prepared) -> list[str]:
        """Return what is not as it must be."""
        kafka, namespace = self.settings.kafka_bootstrap, self.settings.namespace
        officer = self._officer(prepared)
        found = await replay(kafka, namespace, officer, prepared, Console(file=StringIO()), before=self.counted)
        self.counted += found.events
        return found.wrong

    async def disturb(self, prepared: Prepared, stray: Planned) -> list[str]:
        """Return what is not as it must be once there is a dossier that the scenario does not have."""
        kafka, namespace = self.settings.kafka_bootstrap, self.settings.namespace
        self.counted += await publish(kafka, namespace, records(prepared, [stray]))
        await counted(kafka, namespace, self.counted)
        expected = prepared.expected()
        statistics = StatisticsCounts(self._officer(prepared), prepared.scenario, expected)
        return await compare(prepared, statistics, expected, Console(file=StringIO()))

    def _officer(self, prepared: Prepared) -> Officer:
        return Officer(self.http, self.settings.token_secret.get_secret_value(), prepared.scenario.root)


@pytest.fixture
async def service(settings: Settings) -> AsyncIterator[Service]:
    async with running(settings) as parts:
        transport = httpx.ASGITransport(parts.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://stats") as http:
            yield Service(settings, http)


def _a_day_later(dossier: Planned) -> Planned:
    """Of a day on which its agency received nothing, so that its code is nobody's."""
    times = {name: getattr(dossier, name) + timedelta(days=1) for name in ("received_at", "due_at", "finished_at")}
    return replace(dossier, **times)


async def test_every_row_of_every_article_is_counted(service: Service) -> None:
    """All rows that article and scenario have; one dossier too many is seen by the rows that it falls into."""
    catalogue = read_catalogue(Path(service.settings.catalogue_dir))
    for name, divisor in DIVISORS.items():
        assert await service.replay(lay_out(name, divisor, catalogue)) == [], name
    prepared = lay_out("s001", DIVISORS["s001"], catalogue)
    wrong = await service.disturb(prepared, _a_day_later(prepared.dossiers[0]))
    assert [line.partition(":")[0] for line in wrong] == ["summary of 1.001193@1, hotline", "X06"]
