"""The weekly synthesis of the running service: figures from events on the broker, obstacles over HTTP."""

from typing import Any, Final

import httpx

from services.kernel.times import utc_now
from services.runtime.auth.principal import Principal
from services.runtime.auth.tokens import TokenIssuer
from services.stats.application.statistics import Statistics
from services.stats.settings import Settings
from tests.component.stats.feed import feed
from tests.component.stats.service import running, wait_counted

NUMBERS: Final = range(1, 80)
OBSTACLE: Final = {
    "agency": "H90.20.01",
    "category": "software",
    "field": "land",
    "week": "2024-W10",
    "text": "Hồ sơ H90.20.01-240305-0007 chờ hai ngày vì mất mạng.",
}


def headers(settings: Settings, scope: str, key: str = "k-1") -> dict[str, str]:
    issuer = TokenIssuer(settings.token_secret.get_secret_value(), 3600, utc_now)
    token = issuer.issue(Principal("tests", frozenset({"H90.20.01"}), frozenset({scope})))[0]
    return {"Authorization": f"Bearer {token}", "Idempotency-Key": key}


async def test_a_week_is_compiled_from_counters_and_reported_obstacles(settings: Settings, stats: Statistics) -> None:
    """What was reported outlives the process; figures of a week come from the events of its seven days."""
    total = await feed(settings.kafka_bootstrap, settings.namespace, NUMBERS)
    async with running(settings) as parts, _client(parts.app) as http:
        made = await http.post("/v1/obstacles", json=OBSTACLE, headers=headers(settings, "statistics:write"))
        assert made.status_code == 201, made.text
        await wait_counted(stats, total)
    async with running(settings) as parts, _client(parts.app) as http:
        reader = headers(settings, "statistics:read")
        past = await http.get("/v1/reports/weekly", params={"week": "2024-W10", "agency": "H90.20"}, headers=reader)
        obstacles = _section(past.json(), "obstacles")
        assert [row["cells"]["words"] for row in obstacles["rows"]] == [OBSTACLE["text"]]

        # days 0 to 6 of the feed are the week of 2 March 2026; odd dossiers are tagged, one in ten is refused
        tagged = [n for n in NUMBERS if n % 60 < 7 and n % 2 and n % 10]
        week = await http.get("/v1/reports/weekly", params={"week": "2026-W10", "agency": "H90.20"}, headers=reader)
        rows = _section(week.json(), "localities")["rows"]
        assert next(row for row in rows if row["key"] == "total")["cells"]["received"] == len(tagged)

        printed = await http.get("/v1/reports/weekly", params={"week": "2026-W10", "format": "csv"}, headers=reader)
        assert printed.headers["content-type"].startswith("text/csv")
        assert (await http.get("/v1/reports/weekly", params={"week": "2026-W99"}, headers=reader)).status_code == 422


def _client(app: Any) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://stats")


def _section(table: Any, key: str) -> Any:
    return next(section for section in table["sections"] if section["key"] == key)
