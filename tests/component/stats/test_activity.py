"""Desks, routes, messages and secret dossiers are counted beside dossiers, as exactly as they are."""

import asyncio
import json
from collections import Counter

import httpx
from typer.testing import CliRunner

from services.ops.cli import app
from services.runtime.process import Parts
from services.stats.application.holders import read_holders
from services.stats.application.read_rollups import read_agencies, read_records
from services.stats.application.reading import Reports
from services.stats.application.statistics import Statistics
from services.stats.application.verify import verify, verify_deep
from services.stats.domain.figures import of
from services.stats.settings import Settings
from tests.component.stats.activity_feed import feed_activity
from tests.component.stats.feed import AGENCIES, START, code_of, feed
from tests.component.stats.service import running, wait_counted
from tests.component.stats.test_reports import token

FIRST, LAST = START.date(), START.date().replace(year=START.year + 1)


async def test_all_topics_are_counted_exactly_by_two_services(settings: Settings, stats: Statistics) -> None:
    """With duplicates, on all topics at once: recount and replay find no difference, and reports show what was fed."""
    async with running(settings) as parts, running(settings):
        fed = await asyncio.gather(
            feed(settings.kafka_bootstrap, settings.namespace, range(100)),
            feed_activity(settings.kafka_bootstrap, settings.namespace, range(100)),
        )
        await wait_counted(stats, sum(fed))
        await _check_measures(parts, settings)
    assert not (await verify(stats)).differences
    assert not (await verify_deep(stats)).differences
    await _check_figures(Reports(stats.generations, stats.ledger))
    await _check_holders(stats)


async def _check_figures(reports: Reports) -> None:
    legs = await reports.ask(lambda reader: read_records(reader, "leg", None, FIRST, LAST))
    assert {key[1]: of(measures, "dispatched") for key, measures in legs.items() if key[2]} == dict(
        Counter(AGENCIES[number % 8] for number in range(100))
    )
    messages = await reports.ask(lambda reader: read_records(reader, "message", ["H90"], FIRST, LAST))
    assert Counter(key[2] for key in messages) == {"sms": len(AGENCIES)}
    assert sum(of(measures, "price_vnd") for measures in messages.values()) == 100 * 700
    desk = await reports.ask(lambda reader: read_records(reader, "desk", None, FIRST, LAST))
    tickets = [measures for key, measures in desk.items() if key[2] == "ticket"]
    assert [sum(of(each, name) for each in tickets) for name in ("tickets_issued", "no_shows")] == [100, 20]
    dossiers = await reports.ask(lambda reader: read_agencies(reader, None, FIRST, LAST))
    assert sum(of(measures, "received") for measures in dossiers.values()) == 100 + 90


async def _check_measures(parts: Parts, settings: Settings) -> None:
    """Rows and rates over HTTP; the command shows the same document."""
    headers = {"Authorization": f"Bearer {token(settings, 'statistics:read')}"}
    days = {"from": FIRST.isoformat(), "to": LAST.isoformat()}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(parts.app), base_url="http://stats") as http:
        answer = await http.get("/v1/measures/legs", params=days, headers=headers)
    legs, acts, _ = answer.json()["measures"]
    [chair] = acts["sections"][0]["rows"]
    assert (chair["key"], chair["cells"]["acts"]) == ("chair", 75)
    total = legs["sections"][-1]["rows"][0]["cells"]
    assert (total["exchange"]["numerator"], total["exchange"]["denominator"]) == (66, 100)
    printed = await asyncio.to_thread(
        CliRunner(env=_environment(settings)).invoke,
        app,
        ["stats", "measures", "legs", "--from", days["from"], "--to", days["to"], "--json"],
    )
    assert json.loads(printed.output) == answer.json()


def _environment(settings: Settings) -> dict[str, str]:
    given = {
        "KAFKA_BOOTSTRAP": settings.kafka_bootstrap,
        "STORE_URL": settings.store_url,
        "NAMESPACE": settings.namespace,
        "CATALOGUE_DIR": settings.catalogue_dir,
    }
    return {f"LIENTHONG_{name}": value for name, value in given.items()}


async def _check_holders(stats: Statistics) -> None:
    """Every fourth dossier is still with the officer who was named."""
    serving = await stats.generations.serving()
    assert serving is not None
    holders = await read_holders(stats.ledger(serving.number), [code_of(number) for number in range(100)])
    assert {code: holder.officer for code, holder in holders.items()} == {
        code_of(number): f"officer-{number % 4}" for number in range(0, 100, 4)
    }
