"""Dossiers follow routing's events on the real broker: 4, 6, 4, 9, with duplicates and rejected reports."""

from typing import Any

from services.contracts.envelope import event_id
from services.contracts.events import progress
from services.contracts.events.inbound import PaymentConfirmed
from services.contracts.topics import LIFECYCLE
from tests.component.intake.rig import Rig, Signer, now, wait_for


def _event(model: type[progress.RouteEvent], code: str, **values: Any) -> progress.RouteEvent:
    common = {"occurred_at": now(), "code": code, "procedure": "1.012753@1", "clock": "running"}
    return model(**(common | values))


def _leg(model: type[progress.LegEvent], code: str, leg: str, **values: Any) -> progress.RouteEvent:
    tax = leg == "tax"
    return _event(model, code, leg=leg, agency="H90.30.01" if tax else "H90.20.01", inside_clock=not tax, **values)


async def test_the_land_and_tax_path_to_the_result(rig: Rig, tax_signer: Signer) -> None:
    """2 -> 4 -> 6 -> 4 -> 9 -> 10, the clock paused outside, reports settled, every event of routing sent twice."""
    code = (await rig.file())["code"]
    slip = progress.Slip(kind="cadastral", number=f"{code}/tax/1", sender="H90.20.01", complete_on=now())
    opening = [
        _event(progress.RouteOpened, code, legs=("appraise", "tax", "issue")),
        _leg(progress.LegDispatched, code, "appraise"),
        _leg(progress.LegAcknowledged, code, "appraise", caused_by="land-1"),
        _leg(progress.LegFinished, code, "appraise", used_minutes=90, clock="paused", caused_by="land-2"),
        _leg(progress.LegDispatched, code, "tax", clock="paused", slip=slip, caused_by="land-2"),
    ]
    for event in opening:
        await rig.progress(event)
    for seq, event in enumerate(opening, 1):
        await rig.progress(event, seq)
    in_process = await rig.reached(code, 4)
    assert await rig.settled("H90.20.01", "land-2") == ("applied", None)
    assert in_process["status_text"] == "Đang xử lý"
    notice: dict[str, Any] = {"amount_vnd": 5_000_000, "notice": "TB-1", "clock": "paused", "caused_by": "tax-1"}
    await rig.progress(_leg(progress.ObligationNotified, code, "tax", **notice))
    asked = await rig.reached(code, 6)
    assert (asked["due_at"], asked["clock"], asked["obligation"]["paid"]) == (None, "paused", False)
    paid = PaymentConfirmed(occurred_at=now(), code=code, amount_vnd=5_000_000, reference="PT-1")
    payment = await rig.report(tax_signer, paid)
    assert await rig.settled("H90.30.01", payment) == ("applied", None)
    await rig.progress(_leg(progress.LegFinished, code, "tax", used_minutes=0))
    await rig.progress(_leg(progress.LegDispatched, code, "issue"))
    await rig.progress(_leg(progress.LegFinished, code, "issue", used_minutes=10, caused_by="land-3"))
    await rig.progress(_event(progress.RouteCompleted, code, result_reference="GCN-1", caused_by="land-3"))
    done = await rig.reached(code, 9)
    assert (done["outcome"], done["clock"]) == ("early", "stopped")
    assert (await rig.client().post(f"/v1/dossiers/{code}/return")).json()["status"] == 10
    names = [
        "registered", "accepted", "clock_paused", "payment_requested", "payment_received", "clock_resumed",
        "completed", "returned",
    ]  # fmt: skip

    async def published() -> bool:
        return await rig.published(code) == names

    await wait_for(published)
    timeline = (await rig.client().get(f"/v1/dossiers/{code}/timeline")).json()
    assert [step["status"] for step in timeline["steps"]] == [1, 2, 4, 6, 4, 9, 10]
    legs = {leg["leg"]: (leg["agency"], leg["state"], leg["slip"]) for leg in timeline["route"]["legs"]}
    assert legs["tax"] == ("H90.30.01", "completed", f"{code}/tax/1")
    assert legs["issue"][:2] == ("H90.20.01", "completed")


async def test_a_rejected_report_is_told_to_its_sender(rig: Rig) -> None:
    """Routing's word on a report reaches the register, and an event caused by our own leaves no row."""
    code = (await rig.file())["code"]
    own = event_id("intake", LIFECYCLE.name, code, 2)
    await rig.progress(_event(progress.RouteOpened, code, legs=("appraise",), caused_by=own))
    await rig.progress(_leg(progress.LegFinished, code, "tax", used_minutes=0, caused_by=own))
    rejected = {"event_id": "land-9", "agency": "H90.20.01", "reason": "leg_not_open"}
    await rig.progress(_event(progress.ReportRejected, code, **rejected))
    assert await rig.settled("H90.20.01", "land-9") == ("rejected", "leg_not_open")
    assert await rig.fate("H90.30.01", own) is None


async def test_a_hole_in_the_sequence_blocks_the_dossier_and_nobody_else(rig: Rig) -> None:
    """Event 3 over a missing 2 is dead-lettered; another dossier goes on."""
    first, second = (await rig.file())["code"], (await rig.file())["code"]
    await rig.progress(_event(progress.RouteOpened, first, legs=("appraise",)), 1)
    await rig.progress(_event(progress.RouteCompleted, first), 3)
    await rig.progress(_event(progress.RouteOpened, second, legs=("appraise",)), 1)
    await rig.progress(_event(progress.RouteCompleted, second), 2)
    await rig.reached(second, 9)

    async def blocked() -> bool:
        return await rig.letters() == ["sequence_gap"]

    await wait_for(blocked)
    assert (await rig.reached(first, 4))["finished_at"] is None
