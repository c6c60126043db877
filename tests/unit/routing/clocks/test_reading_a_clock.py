"""The clock of a route over HTTP, and what intake says about postings."""

from datetime import UTC, datetime

import httpx

from services.contracts.events.lifecycle import PaymentRequested, SubstateChanged
from services.routing.application.clocks.read_clock import ReadClock
from services.routing.entrypoints.http.clocks.get_clock import get_clock
from services.runtime.areas import Area, app_of
from services.runtime.auth.access import Access
from services.runtime.auth.principal import Principal
from services.runtime.auth.tokens import TokenIssuer, TokenVerifier
from services.runtime.health import Health
from tests.unit.routing.bench import Bench
from tests.unit.routing.graphs import at
from tests.unit.routing.signed import CODE, TAX, LegCompleted, lifecycle, report, snapshot

SECRET = "t" * 32


def _now() -> datetime:
    return datetime(2026, 11, 23, tzinfo=UTC)


def _client(bench: Bench, agency: str) -> httpx.AsyncClient:
    reader = ReadClock(bench.routes, bench.terms, bench.clock)
    app = app_of(
        "routing", "Routing", (Area(routers=(get_clock(reader),)),), Health(), Access(TokenVerifier([SECRET], _now))
    )
    token, _ = TokenIssuer(SECRET, 600, _now).issue(Principal("c", frozenset({agency}), frozenset({"routes:read"})))
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://routing", headers=headers)


async def test_who_takes_part_sees_whose_time_was_used() -> None:
    """An hour of the land office; the tax office works outside the dossier's clock, on its own."""
    bench = Bench()
    await bench.live(lifecycle(1, snapshot(due_at=at(24 * 17))))
    await bench.hear(report(LegCompleted, "appraise"))
    bench.now = at(3)
    async with _client(bench, TAX) as client:
        body = (await client.get(f"/v1/routes/{CODE}/clock")).json()
    assert (body["used_minutes"], body["overrun_minutes"], body["running"], body["paused_by"]) == (60, 0, False, None)
    assert [(each["leg"], each["used_minutes"], each["outside"]) for each in body["attempts"]] == [
        ("appraise", 60, None),
        ("tax", 120, "tax"),
    ]
    spans = [(span["state"], span["cause"], span["working_seconds"]) for span in body["attempts"][1]["spans"]]
    assert spans == [("outside", "tax", 7200)]


async def test_the_dossiers_limit_is_its_appointment() -> None:
    """Thirteen working days from Monday 08:00."""
    bench = Bench()
    await bench.live(lifecycle(1, snapshot(due_at=at(24 * 17))))
    assert (await bench.route()).limit_minutes == 13 * 8 * 60


async def test_for_others_there_is_no_clock() -> None:
    """As there is no route."""
    bench = Bench()
    await bench.live(lifecycle(1, snapshot()))
    async with _client(bench, "H91.20") as client:
        assert (await client.get(f"/v1/routes/{CODE}/clock")).status_code == 404


async def test_a_posting_pauses_the_legs_and_its_end_lets_them_run() -> None:
    """Told by intake; the payment that is asked for ends it too."""
    bench = Bench()
    await bench.live(lifecycle(1, snapshot()))
    await bench.live(lifecycle(2, snapshot(SubstateChanged, held_by="posting", occurred_at=at(1))))
    paused = (await bench.told("leg.paused"))[0]
    assert (paused.leg, paused.cause, paused.clock) == ("appraise", "posting", "paused")
    await bench.live(
        lifecycle(3, snapshot(SubstateChanged, held_by="posting", occurred_at=at(2))),
        lifecycle(4, snapshot(PaymentRequested, held_by="payment", occurred_at=at(3), amount_vnd=1, notice="TB-1")),
    )
    resumed = await bench.told("leg.resumed")
    assert [(each.cause, each.clock, each.occurred_at) for each in resumed] == [("posting", "running", at(3))]
