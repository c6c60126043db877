"""Reports over HTTP, from events on the broker to the figures of the answer."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import httpx
import pytest

from services.kernel.times import utc_now
from services.runtime.auth.principal import Principal
from services.runtime.auth.tokens import TokenIssuer
from services.stats.application.read_counters import read_axes, read_during
from services.stats.application.read_rollups import read_agencies, read_fields
from services.stats.application.statistics import Statistics
from services.stats.domain.figures import total
from services.stats.domain.filters import Filters
from services.stats.settings import Settings
from tests.component.stats.feed import code_of, feed
from tests.component.stats.service import running, wait_counted

NUMBERS = range(240)
YEAR = {"from": "2026-01-01", "to": "2026-12-31"}


@pytest.fixture
async def client(settings: Settings, stats: Statistics) -> AsyncIterator[httpx.AsyncClient]:
    """Return a client with the right scope, of a service that has counted 240 dossiers."""
    total = await feed(settings.kafka_bootstrap, settings.namespace, NUMBERS)
    async with running(settings) as parts:
        await wait_counted(stats, total)
        transport = httpx.ASGITransport(parts.app)
        headers = {"Authorization": f"Bearer {token(settings, 'statistics:read')}"}
        async with httpx.AsyncClient(transport=transport, base_url="http://stats", headers=headers) as http:
            yield http


def token(settings: Settings, scope: str) -> str:
    issuer = TokenIssuer(settings.token_secret.get_secret_value(), 3600, utc_now)
    return issuer.issue(Principal("tests", frozenset({"H90"}), frozenset({scope})))[0]


async def count(client: httpx.AsyncClient, **filters: Any) -> Any:
    answer = await client.get("/v1/reports/count", params=YEAR | filters)
    assert answer.status_code == 200, answer.text
    return answer.json()["count"]


async def test_counts_match_a_look_at_every_dossier(client: httpx.AsyncClient, settings: Settings) -> None:
    """Every filter of a scenario row gives the number of dossiers that were fed with it."""
    received = [n for n in NUMBERS if n % 10]
    assert await count(client) == len(received)
    assert await count(client, outcome="refused") == len(NUMBERS) - len(received)
    assert await count(client, outcome="pending") == sum(n % 10 == 1 for n in received)
    assert await count(client, outcome=["early", "on_time"]) == sum(n % 10 > 1 and n % 3 < 2 for n in received)
    assert await count(client, tag="no_appointment") == await count(client, tagged=True) == sum(n % 2 for n in received)
    assert await count(client, tagged=False) == sum(not n % 2 for n in received)
    assert await count(client, procedure="1.011441") == sum(n % 3 == 0 for n in received)
    assert await count(client, procedure=["1.011441@1", "1.011443@1"]) == sum(n % 3 < 2 for n in received)
    assert await count(client, channel="online") == sum(n % 4 == 0 for n in received)
    assert await count(client, agency="H90.20.01") == sum(n % 8 == 0 for n in received)
    assert await count(client, agency="H90.20") == len(received)
    assert await count(client, agency="H91") == 0
    assert await count(client, **{"attribute.needs_verification": "false"}) == len(received)
    assert await count(client, **{"attribute.needs_verification": "true"}) == 0
    answer = await client.get("/v1/reports/count", params=YEAR | {"distinct": True, "channel": "online"})
    assert answer.json()["distinct"] == {"agencies": 2, "procedures": 3}


async def test_the_summary_adds_up(client: httpx.AsyncClient, stats: Statistics) -> None:
    """Received is resolved and pending (domain §14), for the total and for every procedure."""
    answer = (await client.get("/v1/reports/summary", params=YEAR)).json()
    for figures in (answer["total"], *answer["by_procedure"]):
        assert figures["received"] == figures["resolved"]["total"] + figures["pending"]["total"]
    assert sum(figures["received"] for figures in answer["by_procedure"]) == answer["total"]["received"] == 216
    assert [figures["tag"] for figures in answer["by_tag"]] == ["no_appointment"]
    assert answer["total"]["rates"]["late"]["rounding"] == "half_up"

    await check_past_days(client)
    await check_roll_ups(stats)
    await check_paper(client, answer)


async def check_past_days(client: httpx.AsyncClient) -> None:
    """Past days are shown as they stood, whatever came later."""
    answer = (await client.get("/v1/reports/summary", params={"from": "2026-03-02", "to": "2026-03-02"})).json()
    # Dossiers 0, 60, 120 and 180 were filed that day, all of them refused; the day after come 1, 61, 121 and 181.
    assert answer["total"]["received"] == 0
    assert answer["total"]["refused"] == 4
    assert answer["total"]["rates"]["on_time"]["value"] == "not_applicable"
    answer = (await client.get("/v1/reports/summary", params={"from": "2026-03-03", "to": "2026-03-03"})).json()
    assert answer["total"]["received"] == 4
    assert answer["total"]["pending"] == {"total": 4, "in_time": 4, "late": 0}
    answer = (await client.get("/v1/reports/summary", params={"from": "2026-03-06", "to": "2026-03-06"})).json()
    assert answer["total"]["pending"]["late"] == 4


async def check_paper(client: httpx.AsyncClient, summary: Any) -> None:
    """The same figures stand in the paper."""
    paper = (await client.get("/v1/reports/procedures", params=YEAR)).json()
    [total] = next(section for section in paper["sections"] if section["key"] == "total")["rows"]
    assert total["cells"]["received"] == summary["total"]["received"]
    assert total["cells"]["on_time_rate"]["value"] == summary["total"]["rates"]["on_time"]["value"]


async def check_roll_ups(stats: Statistics) -> None:
    """The province's counters hold what its agencies' counters hold, in the period and up to its end."""
    serving = await stats.generations.serving()
    assert serving is not None
    reader = stats.ledger(serving.number)
    axes = await read_axes(reader, None)
    for first in (date(2026, 3, 2), date.min):
        for last in (date(2026, 3, 20), date(2026, 3, 31), date(2027, 1, 15)):
            fields = await read_fields(reader, None, first, last)
            agencies = await read_agencies(reader, {"H90"}, first, last)
            details = await read_during(reader, axes, first, last, Filters())
            assert total(fields.values()) == total(agencies.values()) == total(details.values())
            assert len(agencies) == 8


async def check_lists(client: httpx.AsyncClient) -> None:
    """Single dossiers are as many as the counters say, on any day, and each can be followed."""
    for day in ("2026-03-06", "2026-04-01", "2026-05-20"):
        summary = (await client.get("/v1/reports/summary", params={"from": day, "to": day})).json()
        late = (await client.get("/v1/reports/late", params={"to": day})).json()
        assert len(late["sections"][0]["rows"]) == summary["total"]["pending"]["late"] > 0
        assert await late_by_pages(client, day) == late["sections"][0]["rows"]
    agency = {"agency": "H90.20.02", "from": "2026-03-02", "to": "2026-03-02"}
    register = (await client.get("/v1/reports/register", params=agency)).json()
    [section] = register["sections"]
    assert len(section["rows"]) == sum(n % 8 == 1 for n in NUMBERS)  # all codes are of that day
    inspected = (await client.get("/v1/reports/inspection", params=agency)).json()["sections"][0]["rows"]
    followed = (await client.get("/v1/reports/timeline", params={"code": code_of(9)})).json()["sections"][0]["rows"]
    assert len(followed) == 4
    assert all(row in inspected for row in followed)
    log = (await client.get("/v1/reports/daily", params={"from": "2026-03-03", "to": "2026-03-03"})).json()
    assert log["sections"][-1]["rows"][0]["cells"]["received"] == 4


async def late_by_pages(client: httpx.AsyncClient, day: str) -> list[Any]:
    """Return the rows of all pages; each says how many rows there are on all."""
    rows: list[Any] = []
    following: dict[str, str] = {}
    while True:
        page = (await client.get("/v1/reports/late", params={"to": day, "limit": "7"} | following)).json()
        rows += page["sections"][0]["rows"]
        if page["next"] is None:
            assert len(rows) == page["found"]
            return rows
        following = {"cursor": page["next"]}


WRONG = (
    ({"to": "2025-12-31"}, "query.to"),
    ({"outcome": "lost"}, "query.outcome"),
    ({"attribute.shoe_size": "43"}, "query.attribute.shoe_size"),
    ({"agency": "nowhere"}, "query.agency"),
)


async def test_wrong_questions_and_missing_scopes_are_refused(client: httpx.AsyncClient, settings: Settings) -> None:
    """An attribute that is not declared was never counted by: answering 0 would be a lie."""
    for wrong, field in WRONG:
        answer = await client.get("/v1/reports/count", params=YEAR | wrong)
        assert answer.status_code == 422
        assert [error["field"] for error in answer.json()["errors"]] == [field]
    other = {"Authorization": f"Bearer {token(settings, 'dossiers:read')}"}
    assert (await client.get("/v1/reports/count", params=YEAR, headers=other)).status_code == 403
    assert (await client.get("/v1/reports/summary", params=YEAR, headers={"Authorization": ""})).status_code == 401
