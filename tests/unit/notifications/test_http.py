"""Notifications' HTTP interface over a store in memory."""

import httpx

from services.contracts.events.lifecycle import PaymentRequested
from services.notifications.entrypoints.http.get_notification import get_notification
from services.notifications.entrypoints.http.list_notifications import list_notifications
from services.runtime.areas import Area, app_of
from services.runtime.auth.access import Access
from services.runtime.auth.principal import Principal
from services.runtime.auth.tokens import TokenIssuer, TokenVerifier
from services.runtime.health import Health
from tests.unit.notifications.bench import CODE, PHONE, Bench, contact, lifecycle, snapshot

SECRET = "t" * 32
OTHER = "H90.01-261123-0002"


def _client(bench: Bench, agency: str = "H90.01", scope: str = "dossiers:read") -> httpx.AsyncClient:
    area = Area(routers=(list_notifications(bench.search), get_notification(bench.read)))
    app = app_of("notifications", "Notifications", (area,), Health(), Access(TokenVerifier([SECRET], bench.clock)))
    token, _ = TokenIssuer(SECRET, 600, bench.clock).issue(Principal("c", frozenset({agency}), frozenset({scope})))
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://notifications", headers=headers)


async def _bench() -> Bench:
    bench = Bench()
    await bench.keep([contact(1)])
    await bench.accept([lifecycle(2, snapshot()), lifecycle(2, snapshot(code=OTHER))])
    await bench.work()
    bench.later(60)
    await bench.accept([lifecycle(6, snapshot(PaymentRequested, amount_vnd=1, notice="TB-1"))])
    return bench


async def test_the_messages_of_a_dossier() -> None:
    """In order, with state, price and a masked number; never the number, never the text."""
    async with _client(await _bench()) as client:
        answer = await client.get("/v1/notifications", params={"dossier": CODE})
        first, second = answer.json()["items"]
        one = await client.get(f"/v1/notifications/{first['id']}")
    assert answer.status_code == 200
    assert (first["template"], first["state"], first["phone"]) == ("accepted", "submitted", "*********678")
    assert (first["segments"], first["price_vnd"], first["attempts"], first["encoding"]) == (1, 300, 1, "gsm7")
    assert (second["template"], second["state"], second["phone"]) == ("payment_due", "accepted", None)
    assert one.json() == first
    assert PHONE not in answer.text
    assert "tiep nhan" not in answer.text


async def test_for_others_they_do_not_exist() -> None:
    """Another agency sees no message and no sign of one; another scope sees nothing at all."""
    bench = await _bench()
    id_ = bench.stored()[0].id
    async with _client(bench, "H91.01") as client:
        assert (await client.get("/v1/notifications", params={"dossier": CODE})).json()["items"] == []
        assert (await client.get(f"/v1/notifications/{id_}")).status_code == 404
        assert (await client.get("/v1/notifications/1ea40951-2d8b-58ac-9f4c-6c4c5f1f5d9b")).status_code == 404
    async with _client(bench, scope="routes:read") as client:
        assert (await client.get("/v1/notifications", params={"dossier": CODE})).status_code == 403


async def test_odd_requests_are_problems() -> None:
    """A filter nobody knows, a state that is none, too many at once, or an id that is none."""
    async with _client(await _bench()) as client:
        for odd in ({"phone": "1"}, {"state": "lost"}, {"limit": 501}, {"first": "2026-11-23T00:00:00"}):
            assert (await client.get("/v1/notifications", params=odd)).status_code == 422
        assert (await client.get("/v1/notifications/x")).status_code == 422


async def test_filters_narrow_and_pages_lose_nothing() -> None:
    """By state, template and time; a page that is full says from where to ask on."""
    bench = await _bench()
    async with _client(bench) as client:

        async def found(**asked: object) -> list[str]:
            answer = await client.get("/v1/notifications", params={str(name): str(at) for name, at in asked.items()})
            return [item["template"] for item in answer.json()["items"]]

        assert await found() == ["accepted", "accepted", "payment_due"]
        assert await found(state="submitted") == ["accepted"]
        assert await found(template="accepted", dossier=OTHER) == ["accepted"]
        assert await found(provider="test") == ["accepted"]
        assert await found(first="2026-11-23T02:00:30Z") == ["payment_due"]
        page = (await client.get("/v1/notifications", params={"limit": 2})).json()
        older = await client.get("/v1/notifications", params={"until": page["more_before"]})
    ids = {item["id"] for item in [*page["items"], *older.json()["items"]]}
    assert ids == {each.id for each in bench.stored()}
    assert older.json()["more_before"] is None
