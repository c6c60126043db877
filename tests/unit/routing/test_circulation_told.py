"""What agencies report of a circulating slip, as it is told on the topic and read over HTTP."""

import pytest
from pydantic import ValidationError

from services.contracts.events.cadastral import Cadastral
from services.contracts.events.inbound import ObligationEstimated, StepDone
from services.contracts.events.lifecycle import PaymentReceived
from services.routing.entrypoints.http.route_view import route_view
from tests.unit.routing.bench import Bench
from tests.unit.routing.graphs import leg, plan
from tests.unit.routing.signed import (
    LAND,
    TAX,
    LegCompleted,
    LegReceived,
    LegSentBack,
    TaxNoticeIssued,
    lifecycle,
    report,
    snapshot,
)

SLIP = {"parcel": "125", "map_sheet": "14", "area_m2": "120.5", "legal_basis": ["31/2024/QH15:137.1"]}


def _bench() -> Bench:
    bench = Bench()
    bench.plans.plan = plan(
        leg("appraise", agency=LAND, hours=3, steps={"receive": 1, "slip": 2}),
        leg("tax", "appraise", agency=TAX, hours=0, inside=False, slip="cadastral", obligation=True),
        leg("issue", "tax", agency=LAND, hours=76),
    )
    return bench


async def _circulate(bench: Bench) -> None:
    await bench.live(lifecycle(1, snapshot()))
    await bench.hear(
        report(LegReceived, "appraise", hours=0.5, actor="cb-12"),
        report(StepDone, "appraise", hours=1, step="receive", actor="cb-12"),
        report(StepDone, "appraise", hours=3.5, step="slip", actor="cb-14"),
        report(LegCompleted, "appraise", hours=3.5, slip=SLIP, actor="cb-14"),
        report(LegSentBack, "tax", TAX, hours=8, reason="area_wrong"),
        report(LegCompleted, "appraise", hours=9, attempt=2, slip=SLIP | {"area_m2": "102.5"}),
        report(ObligationEstimated, "tax", TAX, hours=10, attempt=2, amount_vnd=900_000),
        report(TaxNoticeIssued, "tax", TAX, hours=11, attempt=2),
    )


async def test_events_tell_slip_steps_exchange_and_returns() -> None:
    """The fields of form 15 go with the hand-over; every event of a report names its officer."""
    bench = _bench()
    await _circulate(bench)
    slips = [event.slip for event in await bench.told("leg.dispatched") if event.slip]
    assert [(slip.number[-5:], slip.cadastral.area_m2) for slip in slips] == [("tax/1", "120.5"), ("tax/2", "102.5")]
    assert slips[0].cadastral == Cadastral.model_validate(SLIP)
    steps = await bench.told("leg.step_done")
    assert [(step.step, step.used_minutes, step.verdict, step.actor) for step in steps] == [
        ("receive", 60, "on_time", "cb-12"),
        ("slip", 150, "late", "cb-14"),
    ]
    taken = await bench.told("leg.acknowledged")
    assert [(event.leg, event.in_time, event.waited_minutes) for event in taken][:2] == [
        ("appraise", True, 30),
        ("tax", True, 180),
    ]
    (returned,) = await bench.told("leg.returned")
    assert (returned.times, returned.to_agency, returned.reason) == (1, LAND, "area_wrong")


async def test_the_estimate_and_the_notice_are_told_apart() -> None:
    """Only the official amount is an obligation."""
    bench = _bench()
    await _circulate(bench)
    assert [event.amount_vnd for event in await bench.told("leg.estimated")] == [900_000]
    assert [event.amount_vnd for event in await bench.told("obligation.notified")] == [1_250_000]


async def test_a_payment_of_an_amount_that_was_corrected_meanwhile_completes_nothing() -> None:
    """Intake took it before it heard of the correction; the corrected amount is asked for next."""
    bench = _bench()
    await _circulate(bench)
    correction = report(
        TaxNoticeIssued, "tax", TAX, hours=12, attempt=2, amount_vnd=1_500_000, notice="TB-2", corrects="TB-1"
    )
    await bench.hear(correction)
    await bench.live(lifecycle(2, snapshot(PaymentReceived, amount_vnd=1_250_000, reference="p1")))
    assert [item.leg for item in await bench.waiting_at(TAX)] == ["tax"]
    await bench.live(lifecycle(3, snapshot(PaymentReceived, amount_vnd=1_500_000, reference="p2")))
    assert await bench.waiting_at(TAX) == []


async def test_the_step_log_the_slip_and_the_returns_are_read_with_the_route() -> None:
    """As GET /v1/routes/{code} shows them, attempt by attempt."""
    bench = _bench()
    await _circulate(bench)
    view = route_view(await bench.route())
    appraise, tax = view.legs[0].attempts, view.legs[1].attempts
    assert [(line.step, line.planned_minutes, line.actor) for line in appraise[0].handling.steps] == [
        ("receive", 60, "cb-12"),
        ("slip", 120, "cb-14"),
    ]
    assert (appraise[0].handling.received_by, appraise[0].handling.ended_by) == ("cb-12", "cb-14")
    told = [attempt.handling.cadastral for attempt in appraise]
    assert [land.area_m2 for land in told if land] == ["120.5", "102.5"]
    assert (tax[1].handling.in_time, tax[1].handling.estimate_vnd, tax[1].handling.notices[0].notice) == (
        True,
        900_000,
        "TB-1",
    )
    assert [(back.agency, back.to_agency, back.times) for back in view.returns] == [(TAX, LAND, 1)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("parcel", "nhà bà Nguyễn Thị Mai"),
        ("map_sheet", "0912345678"),
        ("area_m2", "120.55"),
        ("area_m2", "-1"),
        ("legal_basis", ["Luật Đất đai, bà Mai"]),
    ],
)
def test_a_slip_takes_no_free_text(field: str, value: object) -> None:
    """So that neither a name nor an address nor a phone number can travel in it."""
    with pytest.raises(ValidationError):
        Cadastral.model_validate(SLIP | {field: value})
