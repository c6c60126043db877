"""The batch handlers: guards, folding, conflicts, what survives a process that ends in between."""

from datetime import timedelta
from pathlib import Path

import pytest

from services.contracts.events.control import EventDiscarded
from services.contracts.events.lifecycle import (
    PaymentReceived,
    Registered,
    Stopped,
    SupplementReceived,
    SupplementRequested,
    WithdrawalRequested,
)
from services.kernel.agency_code import AgencyCode
from services.routing.application.plans import Plans
from services.routing.application.progress import NO_PROCEDURE
from services.routing.application.worklist import worklist_change
from services.routing.domain.route import LegStatus, RouteStatus
from services.runtime.aggregates import Change
from services.runtime.catalogue import read_catalogue
from services.runtime.failures import PermanentError, TransientError
from services.runtime.kafka.records import Verdicts
from tests.unit.routing.bench import Bench
from tests.unit.routing.signed import (
    CODE,
    HEARD_AT,
    LAND,
    NOW,
    TAX,
    LegCompleted,
    LegReceived,
    ResultIssued,
    TaxNoticeIssued,
    lifecycle,
    report,
    snapshot,
)

CATALOGUE = Path(__file__).parents[3] / "deploy/catalogue"


def why(verdicts: Verdicts) -> dict[int, str]:
    """The reasons by index, of both kinds."""
    return {index: error.reason for index, error in (verdicts.rejected | verdicts.deferred).items()}


async def test_a_batch_of_one_dossier_becomes_one_commit() -> None:
    """Registered, accepted, papers missing, papers there: four records, one version, six events in order."""
    bench = Bench()
    kinds = (Registered, None, SupplementRequested, SupplementReceived)
    batch = [lifecycle(n, snapshot(kind) if kind else snapshot()) for n, kind in enumerate(kinds, start=1)]
    assert why(await bench.live(*batch)) == {}
    assert await bench.version() == 1
    assert await bench.outbox() == ["route.opened", "leg.dispatched", "leg.paused", "leg.resumed"]


async def test_every_event_names_its_cause_and_the_clock_after_it() -> None:
    """Consumers join nothing: the code, the procedure, the clock and the id of the report stand in each event."""
    bench = Bench()
    await bench.live(lifecycle(1, snapshot(backfill=True)))
    await bench.hear(report(LegCompleted, "appraise", id_="done-1"))
    handed_over = (await bench.told("leg.dispatched"))[1]
    assert (handed_over.caused_by, handed_over.clock, handed_over.backfill) == ("done-1", "paused", True)
    assert (handed_over.slip.kind, handed_over.slip.number) == ("cadastral", f"{CODE}/tax/1")


async def test_a_repeated_event_changes_nothing_and_a_gap_is_rejected() -> None:
    """The guard is the last seq of intake for this dossier."""
    bench = Bench()
    await bench.live(lifecycle(1, snapshot()))
    verdicts = await bench.live(lifecycle(1, snapshot()), lifecycle(3, snapshot(Stopped, reason="x")))
    assert why(verdicts) == {1: "sequence_gap"}
    assert await bench.version() == 1


async def test_events_that_mean_nothing_to_a_route_move_the_guard() -> None:
    """So does one that an operator discarded; the next event is not a gap."""
    bench = Bench()
    await bench.live(lifecycle(1, snapshot(Registered)), lifecycle(2, snapshot()))
    discarded = EventDiscarded(occurred_at=NOW, reason="broken", letter="l1")
    batch = (
        lifecycle(3, discarded),
        lifecycle(4, snapshot(WithdrawalRequested)),
        lifecycle(5, snapshot(Stopped, reason="x")),
    )
    assert why(await bench.live(*batch)) == {}
    assert (await bench.route()).status is RouteStatus.CANCELLED


async def test_an_event_that_has_to_wait_holds_back_the_later_ones_of_its_dossier_alone() -> None:
    """An unknown procedure may come with the next catalogue; a neighbour goes on."""
    bench = Bench()
    other = "H90.01-240506-0002"
    bench.plans.failure = TransientError("procedure_unknown")
    batch = (
        lifecycle(1, snapshot(Registered)),
        lifecycle(2, snapshot()),
        lifecycle(3, snapshot(Stopped, reason="x")),
        lifecycle(1, snapshot(Registered, code=other), other),
    )
    assert why(await bench.live(*batch)) == {1: "procedure_unknown", 2: "procedure_unknown"}
    assert (await bench.route(other)).status is RouteStatus.AWAITED
    bench.plans.failure = None
    assert why(await bench.live(*batch)) == {}
    assert (await bench.route()).status is RouteStatus.CANCELLED


def test_an_unknown_procedure_is_waited_for_a_bounded_time() -> None:
    """From when it was first missed, so that a backlog does not become dead letters at once."""
    now = [NOW]
    plans = Plans(read_catalogue(str(CATALOGUE)), lambda: now[0], timedelta(minutes=10))
    for reference in ("1.012753@99", "9.999999@1"):
        with pytest.raises(TransientError, match="procedure_unknown"):
            plans.find(reference, AgencyCode("H90.01"))
    now[0] += timedelta(minutes=11)
    with pytest.raises(PermanentError, match="procedure_unknown"):
        plans.find("1.012753@99", AgencyCode("H90.01"))
    with pytest.raises(TransientError, match="agency_unknown"):
        plans.find("1.012753@1", AgencyCode("H99.99"))


async def test_a_commit_that_somebody_overtook_is_worked_out_again() -> None:
    """The fold starts over from the new state, and the worklist shows it."""
    bench = Bench()
    await bench.live(lifecycle(1, snapshot()))
    original = bench.routes.commit_many
    overtaken: list[bool] = []

    async def overtaking(changes: list[Change]) -> object:
        if not overtaken:
            overtaken.append(True)
            base = (await bench.routes.load_many([CODE]))[CODE]
            await original([Change(CODE, base, base.state)])
        return await original(changes)

    bench.routes.commit_many = overtaking  # type: ignore[method-assign, assignment]
    assert why(await bench.hear(report(LegCompleted, "appraise"))) == {}
    assert await bench.version() == 3
    assert [item.leg for item in await bench.waiting_at(TAX)] == ["tax"]
    assert await bench.waiting_at(LAND) == []


async def test_the_worklist_follows_the_legs() -> None:
    """Dispatched, received, awaiting payment, gone."""
    bench = Bench()
    await bench.live(lifecycle(1, snapshot()))
    (item,) = await bench.waiting_at(LAND)
    assert (item.status, item.received_at, item.due_at is not None) == (LegStatus.DISPATCHED, None, True)
    await bench.hear(report(LegReceived, "appraise"))
    assert [item.status for item in await bench.waiting_at(LAND)] == [LegStatus.RECEIVED]
    await bench.hear(report(LegCompleted, "appraise"), report(TaxNoticeIssued, "tax", TAX, hours=2))
    assert [item.status for item in await bench.waiting_at(TAX)] == [LegStatus.AWAITING_PAYMENT]
    await bench.live(lifecycle(2, snapshot(PaymentReceived, amount_vnd=1, reference="p")))
    assert await bench.waiting_at(TAX) == []
    assert [item.leg for item in await bench.waiting_at(LAND)] == ["issue"]


async def test_a_worklist_that_was_not_written_is_written_by_the_redelivery() -> None:
    """The route was committed, the process ended: the repeated record finds nothing new, yet the worklist is right."""
    bench = Bench()
    await bench.live(lifecycle(1, snapshot()))
    done = report(LegCompleted, "appraise")
    bench.worklist.failures = 1
    with pytest.raises(TransientError):
        await bench.hear(done)
    assert [item.leg for item in await bench.waiting_at(LAND)] == ["appraise"]
    assert why(await bench.hear(done)) == {}
    assert await bench.waiting_at(LAND) == []
    assert [item.leg for item in await bench.waiting_at(TAX)] == ["tax"]


async def test_an_old_entry_never_replaces_a_newer_one_and_the_sweep_removes_it() -> None:
    """A process that lost its partition writes late: once against an entry, once after it was removed."""
    bench = Bench()
    await bench.live(lifecycle(1, snapshot()))
    old = worklist_change(None, await bench.route(), await bench.version())
    assert old is not None
    await bench.hear(report(LegReceived, "appraise"))
    await bench.worklist.refresh([old])
    assert [item.status for item in await bench.waiting_at(LAND)] == [LegStatus.RECEIVED]
    await bench.hear(report(LegCompleted, "appraise"))
    await bench.worklist.refresh([old])
    assert len(await bench.waiting_at(LAND)) == 1
    assert await bench.repair.sweep() == 1
    assert await bench.waiting_at(LAND) == []
    assert await bench.repair.sweep() == 0


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"tampered": True}, "signature_bad"),
        ({"agency": LAND, "signer": TAX}, "agency_not_allowed"),
        ({"agency": "H92.01"}, "key_unknown"),
        ({"signed_at": HEARD_AT - timedelta(hours=1)}, "signature_expired"),
        ({"id_": "not a token"}, "id_malformed"),
    ],
)
async def test_a_report_that_cannot_be_trusted_becomes_a_dead_letter(more: dict[str, object], reason: str) -> None:
    """And touches no route; its neighbour is applied."""
    bench = Bench()
    await bench.live(lifecycle(1, snapshot()))
    verdicts = await bench.hear(report(LegReceived, "appraise", **more), report(LegCompleted, "appraise"))  # type: ignore[arg-type]
    assert why(verdicts) == {0: reason}
    assert (await bench.route()).legs["appraise"].status is LegStatus.COMPLETED


async def test_a_report_for_another_agencys_leg_is_rejected_aloud() -> None:
    """Its signature is good, so its agency is told why; the province's system may speak for its branch."""
    bench = Bench()
    await bench.live(lifecycle(1, snapshot()))
    await bench.hear(report(LegReceived, "appraise", "H91.20", id_="foreign"))
    (rejected,) = await bench.told("report.rejected")
    assert (rejected.reason, rejected.event_id, rejected.agency) == ("agency_not_on_leg", "foreign", "H91.20")
    await bench.hear(report(LegReceived, "appraise", "H90"))
    assert (await bench.route()).legs["appraise"].status is LegStatus.RECEIVED


@pytest.mark.parametrize(
    ("hours", "agency", "reason"), [(-12.5, LAND, True), (12.2, LAND, True), (-900, "H90.21", False)]
)
async def test_business_time_is_accepted_within_bounds(hours: float, agency: str, reason: bool) -> None:  # noqa: FBT001 a table
    """A day back, five minutes ahead of the broker's time; the scope backfill may state any past."""
    bench = Bench()
    await bench.live(lifecycle(1, snapshot()))
    await bench.hear(report(LegReceived, "appraise", agency, hours=hours))
    reasons = [rejected.reason for rejected in await bench.told("report.rejected")]
    assert reasons == (["time_out_of_range"] if reason else ["agency_not_on_leg"])


async def test_reports_before_the_dossier_wait_and_are_applied_when_it_is_accepted() -> None:
    """In their natural order, whatever the order of arrival."""
    bench = Bench()
    await bench.hear(report(LegCompleted, "appraise", hours=0.05), report(LegReceived, "appraise", hours=0.01))
    assert await bench.outbox() == []
    await bench.live(lifecycle(1, snapshot(Registered)), lifecycle(2, snapshot()))
    expected = ["route.opened", "leg.dispatched", "leg.acknowledged", "leg.finished", "leg.dispatched"]
    assert await bench.outbox() == expected


async def test_a_report_without_a_route_expires_into_a_dead_letter_and_a_rejection() -> None:
    """After a day by the broker's time, once, with its bytes as they came; others of its dossier are not touched."""
    bench = Bench()
    early, later = (
        report(LegReceived, "appraise", hours=0),
        report(LegCompleted, "appraise", hours=0, now=HEARD_AT + timedelta(hours=2)),
    )
    await bench.hear(early, later)
    bench.now = HEARD_AT + timedelta(hours=25)
    assert await bench.expire.sweep() == 1
    assert await bench.expire.sweep() == 0
    (letter,) = bench.letters.records
    assert (letter.topic, letter.key, letter.value) == ("routing.deadletter.v1", CODE.encode(), early.record.value)
    headers = dict(letter.headers)
    assert (headers["dl_reason"], headers["dl_kind"]) == (b"route_unknown", b"failed")
    (rejected,) = await bench.told("report.rejected")
    assert (rejected.reason, rejected.event_id, rejected.procedure) == (
        "route_unknown",
        early.envelope.id,
        NO_PROCEDURE,
    )
    (entry,) = await bench.entries()
    assert (entry["subject"], entry["key"], entry["seq"]) == (f"{CODE}/{early.envelope.id}", CODE, 1)
    assert [waiting.id for waiting in (await bench.route()).waiting] == [later.envelope.id]


async def test_a_stub_whose_route_opened_in_time_expires_into_nothing() -> None:
    """Its row goes when it is due; the report was applied long ago."""
    bench = Bench()
    await bench.hear(report(LegReceived, "appraise", hours=0))
    await bench.live(lifecycle(1, snapshot()))
    bench.now = HEARD_AT + timedelta(hours=25)
    assert await bench.expire.sweep() == 1
    assert bench.letters.records == []
    assert "report.rejected" not in await bench.outbox()


async def test_a_result_changes_nothing_but_the_reference() -> None:
    """The reference is told, so that intake can settle the report."""
    bench = Bench()
    await bench.live(lifecycle(1, snapshot()))
    await bench.hear(report(LegReceived, "appraise"), report(ResultIssued, "appraise", result_reference="GCN-7"))
    assert (await bench.route()).result_reference == "GCN-7"
    assert [told.result_reference for told in await bench.told("leg.result_attached")] == ["GCN-7"]
