"""The land dossier with tax on the real broker and store."""

from datetime import UTC, datetime
from typing import Any

from services.contracts.events.lifecycle import PaymentReceived, Registered
from services.kernel.times import utc_now
from services.runtime.kafka import Delivered
from services.runtime.store import Store
from tests.component.routing.conftest import Rig, wait_for
from tests.unit.routing.signed import (
    CODE,
    DESK,
    LAND,
    TAX,
    LegCompleted,
    LegReceived,
    TaxNoticeIssued,
    lifecycle,
    report,
    snapshot,
)

STORY = [
    "route.opened",
    "leg.dispatched appraise",
    "leg.acknowledged appraise",
    "leg.finished appraise",
    "leg.dispatched tax",
    "leg.acknowledged tax",
    "obligation.notified tax",
    "leg.finished tax",
    "leg.dispatched issue",
    "leg.acknowledged issue",
    "leg.finished issue",
    "route.completed",
]


def signed_now(kind: type[Any], leg: str, agency: str, hours: float, **more: Any) -> Delivered:
    """A report about 2024 that reaches the broker now."""
    return report(kind, leg, agency, hours=hours, signed_at=utc_now(), **more)


def accepted() -> tuple[Delivered, Delivered]:
    """Filed, then received at the desk."""
    return lifecycle(1, snapshot(Registered, status=1)), lifecycle(2, snapshot())


def paid() -> Delivered:
    """Monday 16:00 in Viet Nam."""
    at = datetime(2024, 5, 6, 9, tzinfo=UTC)
    return lifecycle(3, snapshot(PaymentReceived, occurred_at=at, amount_vnd=1_250_000, reference="p1"))


async def test_the_story_of_a_land_dossier(rig: Rig) -> None:
    """Each agency in turn, the clock paused while the tax office has it, the worklist and the route to be read."""
    await rig.start()
    await rig.send(*accepted())
    await rig.until_told(CODE, "leg.dispatched")
    await _until_listed(rig, ("appraise", "dispatched"))
    await rig.send(signed_now(LegReceived, "appraise", LAND, 1), signed_now(LegCompleted, "appraise", LAND, 2))
    await rig.until_told(CODE, "leg.dispatched", 2)
    await rig.send(signed_now(LegReceived, "tax", TAX, 3), signed_now(TaxNoticeIssued, "tax", TAX, 4))
    await rig.until_told(CODE, "obligation.notified")
    await rig.send(paid())
    await rig.until_told(CODE, "leg.dispatched", 3)
    await rig.send(
        signed_now(LegReceived, "issue", LAND, 8.25),
        signed_now(LegCompleted, "issue", LAND, 8.5, result_reference="GCN-7"),
    )
    told = await rig.until_told(CODE, "route.completed")
    assert [str(event) for event in told] == STORY
    assert [event.data.clock for event in told] == ["running"] * 3 + ["paused"] * 4 + ["running"] * 5
    assert [event.data.used_minutes for event in told if event.kind == "leg.finished"] == [120, 90, 30]
    assert told[-1].data.result_reference == "GCN-7"
    async with rig.client(DESK, LAND) as client:
        route = (await client.get(f"/v1/routes/{CODE}")).json()
        assert (route["status"], len(route["legs"])) == ("completed", 3)
    await _until_listed(rig)
    assert await rig.letters() == []


async def _until_listed(rig: Rig, *wanted: tuple[str, str]) -> None:
    """Wait for the land office's worklist: it is written right after the route, whose events may be quicker."""

    async def so_listed() -> bool:
        async with rig.client(LAND) as client:
            listed = (await client.get(f"/v1/agencies/{LAND}/worklist")).json()["items"]
        return [(item["leg"], item["status"]) for item in listed] == list(wanted)

    await wait_for(so_listed)


async def test_every_report_twice_and_in_the_worst_order(rig: Rig) -> None:
    """All of them come before the dossier, backwards: the story is the same, nothing happens twice."""
    await rig.start()
    reports = [
        signed_now(LegReceived, "appraise", LAND, 1),
        signed_now(LegCompleted, "appraise", LAND, 2),
        signed_now(LegReceived, "tax", TAX, 3),
        signed_now(TaxNoticeIssued, "tax", TAX, 4),
        signed_now(LegReceived, "issue", LAND, 8.25),
        signed_now(LegCompleted, "issue", LAND, 8.5),
    ]
    for each in reversed(reports):
        await rig.send(each, each)

    async def all_wait() -> bool:
        return await _stub_count(rig) == len(reports)

    # No order holds between topics: without this wait the dossier may overtake the last report.
    await wait_for(all_wait)
    await rig.send(*accepted(), *accepted())
    await rig.until_told(CODE, "obligation.notified")
    await rig.send(paid(), paid(), *reports)
    told = await rig.until_told(CODE, "route.completed")
    assert [str(event) for event in told] == STORY
    assert [event.data.used_minutes for event in told if event.kind == "leg.finished"] == [120, 90, 30]


async def test_a_report_waits_on_a_stub_for_its_dossier(rig: Rig) -> None:
    """It is applied when the dossier is accepted, whatever happens to the process in between."""
    await rig.start()
    await rig.send(signed_now(LegCompleted, "appraise", LAND, 1))

    async def is_kept() -> bool:
        return await _stub_count(rig) == 1

    await wait_for(is_kept)
    await rig.stop()
    await rig.start()
    assert await rig.told() == {}
    await rig.send(*accepted())
    told = await rig.until_told(CODE, "leg.dispatched", 2)
    assert [str(event) for event in told] == STORY[:5]


async def test_a_report_whose_dossier_never_comes_ends_as_a_dead_letter(rig: Rig) -> None:
    """With its original bytes, and with a rejection that its agency can see."""
    await rig.start(stub_hours=0.0001)
    orphan = signed_now(LegCompleted, "appraise", LAND, 1)
    await rig.send(orphan)
    told = await rig.until_told(f"{CODE}/{orphan.envelope.id}", "report.rejected")
    assert (told[0].data.reason, told[0].data.event_id) == ("route_unknown", orphan.envelope.id)
    (letter,) = await rig.letters()
    assert (letter.reason, letter.value, letter.key) == ("route_unknown", orphan.record.value, CODE.encode())
    assert dict(letter.headers)["ce_signature"] == dict(orphan.record.headers)["ce_signature"]

    async def is_settled() -> bool:
        return await _stub_count(rig) == 0

    await wait_for(is_settled)


async def test_bad_reports_become_dead_letters_and_their_neighbours_go_on(rig: Rig) -> None:
    """A wrong signature, another agency's key, a key that nobody has."""
    await rig.start()
    await rig.send(*accepted())
    await rig.until_told(CODE, "leg.dispatched")
    await rig.send(
        signed_now(LegReceived, "appraise", LAND, 1, tampered=True),
        signed_now(LegReceived, "appraise", LAND, 1, signer=TAX),
        report(LegReceived, "appraise", LAND, hours=1),
        signed_now(LegReceived, "appraise", LAND, 1),
    )
    await rig.until_told(CODE, "leg.acknowledged")

    async def are_there() -> bool:
        return len(await rig.letters()) == 3

    await wait_for(are_there)
    reasons = sorted(letter.reason for letter in await rig.letters())
    assert reasons == ["agency_not_allowed", "signature_bad", "signature_expired"]


async def _stub_count(rig: Rig) -> int:
    store = await Store.open(rig.platform.store_url, f"{rig.namespace}routing")
    try:
        return len(await store.collection("stubs").find({}))
    finally:
        store.close()
