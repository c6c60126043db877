"""Forms over HTTP and on the command line, from events on the broker."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from bench.form06.recount import Columns, Place, recount, seen_dossier
from services.stats.application.statistics import Statistics
from services.stats.domain.forms.line import COLUMNS
from services.stats.settings import Settings
from tests.component.stats.feed import feed
from tests.component.stats.service import running, wait_counted
from tests.component.stats.test_papers import command, environment
from tests.component.stats.test_reports import token

__all__ = ["environment"]

YEAR = {"from": "2026-01-01", "to": "2026-12-31"}


@pytest.fixture
async def client(settings: Settings, stats: Statistics) -> AsyncIterator[httpx.AsyncClient]:
    """Return a reader of a service that has counted a hundred and twenty dossiers."""
    total = await feed(settings.kafka_bootstrap, settings.namespace, range(120))
    async with running(settings) as parts:
        await wait_counted(stats, total)
        headers = {"Authorization": f"Bearer {token(settings, 'statistics:read')}"}
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(parts.app), base_url="http://stats", headers=headers
        ) as http:
            yield http


@pytest.mark.usefixtures("environment")
async def test_forms_of_what_was_counted(client: httpx.AsyncClient, stats: Statistics, tmp_path: Path) -> None:
    """Form 06 equals a look at every fact, for any days; lists and scores tell the same dossiers."""
    for first, last in ((date(2026, 1, 1), date(2026, 12, 31)), (date(2026, 3, 9), date(2026, 4, 12))):
        days = {"from": str(first), "to": str(last)}
        assert await shown(client, days) == await looked_at(stats, first, last)
    listed = await report(client, "agencies", YEAR | {"agency": "H90.20.01"})
    whole = await report(client, "fields", YEAR)
    assert [row["key"] for row in listed["sections"][0]["rows"]] == ["H90.20.01"]
    assert whole["sections"][-1]["rows"][0]["cells"]["received"] == 108
    cards = await report(client, "scorecard", YEAR | {"of": "desk", "agency": "H90.20"})
    assert {row["key"] for row in cards["sections"][0]["rows"]} == {f"H90.20.{number:02d}" for number in range(1, 9)}
    await check_the_index(client, tmp_path)


async def check_the_index(client: httpx.AsyncClient, folder: Path) -> None:
    """The command line takes outside figures from a file, HTTP from the query: the same points."""
    file = folder / "figures.yaml"
    file.write_text("outside: {dossiers_synced: 54, national_report_dossiers: 100}", encoding="utf-8")
    told = {"outside": ["dossiers_synced=54", "national_report_dossiers=100"], "province": "H90"}
    answer = await report(client, "decision766", YEAR | told)
    done = await command("score", str(file), "--from", YEAR["from"], "--to", YEAR["to"], "--province", "H90")
    assert done.exit_code == 0, done.output
    assert orjson.loads(done.stdout)["sections"] == answer["sections"]
    (synced,) = (row for row in answer["sections"][0]["rows"] if row["key"] == "1.4")
    assert (synced["cells"]["denominator"], synced["cells"]["score"]["value"]) == (108, "3.00")
    wrong = await client.get("/v1/reports/decision766", params=YEAR | {"outside": "dossiers_received=1"})
    assert (wrong.status_code, wrong.json()["type"].rpartition(":")[2]) == (422, "outside_unknown")


async def shown(client: httpx.AsyncClient, days: dict[str, str]) -> dict[Place, Columns]:
    answer = await report(client, "form06", days | {"agency": "H90"})
    return {
        (section["key"], row["key"]): tuple(row["cells"][key] for key in COLUMNS)
        for section in answer["sections"]
        for row in section["rows"]
        if not row["total"]
    }


async def looked_at(stats: Statistics, first: date, last: date) -> dict[Place, Columns]:
    generation = await stats.generations.serving()
    assert generation is not None
    (rules,) = (item.rules for item in stats.counted if item.rules.name == "dossiers")
    states = [fact.state async for _, fact in stats.ledger(generation.number).all_facts(rules)]
    return recount((each for state in states if (each := seen_dossier(state)) is not None), first, last)


async def report(client: httpx.AsyncClient, key: str, params: dict[str, Any]) -> Any:
    answer = await client.get(f"/v1/reports/{key}", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()
