"""Signed hand-offs: what was verified is kept and shown; what was not changes nothing, visibly."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.contracts.events.inbound import LegRequested
from services.kernel.agency_code import AgencyCode
from services.routing.domain.handoff import MOST_KEPT, Handoff, Outcome, RefusedHandoff, Verification
from services.routing.domain.report import Report, ReportKind
from services.routing.domain.state import from_state, to_state
from services.routing.entrypoints.http.route_view import route_view
from services.runtime.kafka.records import Delivered
from tests.unit.routing.bench import Bench
from tests.unit.routing.graphs import Desk, land_with_tax, leg, plan
from tests.unit.routing.signed import (
    CODE,
    DESK,
    HEARD_AT,
    LAND,
    PRIVATE,
    TAX,
    LegCompleted,
    LegReceived,
    ResultIssued,
    ed25519_credential,
    lifecycle,
    report,
    snapshot,
)


async def opened() -> Bench:
    bench = Bench()
    await bench.live(lifecycle(1, snapshot()))
    bench.now = HEARD_AT
    return bench


async def handoffs(bench: Bench, leg: str) -> tuple[Handoff, ...]:
    return (await bench.route()).legs[leg].attempts[-1].handoffs


async def test_the_verification_of_a_shared_secret_is_kept_with_the_attempt() -> None:
    """Key, algorithm, when and how it came out; it stays when the leg is done."""
    bench = await opened()
    await bench.hear(report(LegReceived, "appraise", id_="a", hours=1), report(LegCompleted, "appraise", id_="b"))
    first, second = await handoffs(bench, "appraise")
    assert first.verification == Verification(Outcome.GOOD, HEARD_AT, f"key-{LAND}", "hmac-sha256")
    assert [(each.report, each.kind, each.agency) for each in (first, second)] == [
        ("a", "received", LAND),
        ("b", "completed", LAND),
    ]


async def test_the_verification_of_a_private_key_is_kept_alike() -> None:
    """Ed25519: the platform knows the public half alone."""
    bench = await opened()
    bench.directory.apply(ed25519_credential(LAND))
    await bench.hear(report(LegReceived, "appraise", private_key=PRIVATE))
    (handoff,) = await handoffs(bench, "appraise")
    assert (handoff.verification.outcome, handoff.verification.algorithm) == (Outcome.GOOD, "ed25519")


def _tampered() -> Delivered:
    return report(LegCompleted, "appraise", id_="x", tampered=True)


def _of_another_key() -> Delivered:
    return report(LegCompleted, "appraise", id_="x", private_key=PRIVATE)


def _for_another_agency() -> Delivered:
    return report(LegCompleted, "appraise", id_="x", signer=TAX)


def _too_old() -> Delivered:
    return report(LegCompleted, "appraise", id_="x", signed_at=HEARD_AT - timedelta(hours=1))


def _of_nobody() -> Delivered:
    return report(LegCompleted, "appraise", id_="x", signer="H99")


@pytest.mark.parametrize(
    ("forged", "reason", "keyid"),
    [
        (_tampered, "signature_bad", f"key-{LAND}"),
        (_of_another_key, "signature_bad", f"key-{LAND}"),
        (_for_another_agency, "agency_not_allowed", f"key-{TAX}"),
        (_too_old, "signature_expired", f"key-{LAND}"),
        (_of_nobody, "key_unknown", None),
    ],
)
async def test_a_signature_that_does_not_hold_rejects_the_hand_off_visibly(
    forged: Any, reason: str, keyid: str | None
) -> None:
    """A dead letter, nothing told, nothing moved; the route shows it. A key that nobody has is not repeated."""
    bench = await opened()
    before, told = await bench.route(), await bench.outbox()
    verdicts = await bench.hear(forged())
    assert verdicts.rejected[0].reason == reason
    after = await bench.route()
    (refused,) = after.refused
    assert (refused.report, refused.leg, refused.agency) == ("x", "appraise", LAND)
    assert (refused.reason, refused.keyid, refused.verified_at) == (reason, keyid, HEARD_AT)
    assert replace(after, refused=()) == before
    assert await bench.outbox() == told


async def test_a_forged_report_does_not_stand_in_the_way_of_the_true_one() -> None:
    """The same id, delivered right after it in one batch: the true one is taken."""
    bench = await opened()
    true = report(LegCompleted, "appraise", id_="x")
    verdicts = await bench.hear(_tampered(), true)
    assert list(verdicts.rejected) == [0]
    assert [handoff.report for handoff in await handoffs(bench, "appraise")] == ["x"]


async def test_a_refused_hand_off_is_kept_once_however_often_it_is_delivered() -> None:
    """After a crash the same record comes again."""
    bench = await opened()
    forged = _tampered()
    await bench.hear(forged)
    version = await bench.version()
    assert (await bench.hear(forged)).rejected[0].reason == "signature_bad"
    assert (await bench.version(), len((await bench.route()).refused)) == (version, 1)


async def test_many_forged_reports_do_not_fill_a_document() -> None:
    """The latest are kept; all of them are dead letters."""
    bench = await opened()
    many = [report(LegCompleted, "appraise", id_=f"x{n}", tampered=True) for n in range(MOST_KEPT + 10)]
    assert len((await bench.hear(*many)).rejected) == len(many)
    assert [each.report for each in (await bench.route()).refused] == [f"x{n}" for n in range(10, len(many))]


async def test_a_forged_report_opens_no_route() -> None:
    """For a dossier that nobody knows nothing is stored."""
    bench = Bench()
    assert (await bench.hear(_tampered())).rejected[0].reason == "signature_bad"
    assert await bench.routes.load_many([CODE]) == {}


async def test_a_report_that_waited_keeps_when_it_was_verified() -> None:
    """It came before its route; the time is that of the check, not of the taking."""
    bench = Bench()
    bench.now = HEARD_AT
    await bench.hear(report(LegReceived, "appraise"))
    bench.now = HEARD_AT + timedelta(hours=3)
    await bench.live(lifecycle(1, snapshot()))
    (handoff,) = await handoffs(bench, "appraise")
    assert handoff.verification.verified_at == HEARD_AT


async def test_a_result_of_an_attempt_that_ended_is_kept_with_that_attempt() -> None:
    """Hand-offs go to the attempt that they name."""
    bench = await opened()
    await bench.hear(report(LegCompleted, "appraise", id_="a"), report(ResultIssued, "appraise", id_="b"))
    assert [handoff.report for handoff in await handoffs(bench, "appraise")] == ["a", "b"]


async def test_a_request_for_a_leg_that_has_no_attempt_yet_is_kept_with_the_leg() -> None:
    """The receiving agency asked for an optional leg before its turn."""
    bench = Bench()
    bench.plans.plan = plan(leg("first"), leg("opinion", "first", optional=True), leg("work", "opinion"))
    await bench.live(lifecycle(1, snapshot()))
    bench.now = HEARD_AT
    assert (await bench.hear(report(LegRequested, "opinion", DESK, id_="ask"))).rejected == {}
    route = await bench.route()
    (asked,) = route.legs["opinion"].requests
    assert (asked.report, asked.verification.outcome, route.legs["opinion"].attempts) == ("ask", Outcome.GOOD, ())
    assert route_view(route).legs[1].requests[0].verification.keyid == f"key-{DESK}"


def test_hand_offs_survive_the_store_and_are_shown() -> None:
    """Both kinds: what an account said on the agency's page has an actor instead of a key."""
    desk = Desk(land_with_tax())
    desk.accept()
    seen = desk.route.opened_at
    assert seen is not None
    said = Verification(Outcome.SESSION, seen, actor="acc-1")
    desk.hear(_said(desk, said))
    refused = RefusedHandoff("x", "tax", 1, None, "key_unknown", seen, seen)
    route = replace(desk.route, refused=(refused,))
    assert from_state(to_state(route)) == route
    view = route_view(route)
    assert view.legs[0].attempts[0].handoffs[0].verification.actor == "acc-1"
    assert [each.reason for each in view.refused_handoffs] == ["key_unknown"]


def test_a_route_of_the_version_before_is_read() -> None:
    """It has neither hand-offs nor refusals, and its waiting reports no verification."""
    desk = Desk(land_with_tax())
    desk.accept()
    desk.hear(desk.write(ReportKind.COMPLETED, "issue", 2))
    state = to_state(desk.route)
    del state["refused"]
    for stored in state["legs"]:
        for attempt in stored["attempts"]:
            del attempt["handoffs"]
    for waiting in state["waiting"]:
        del waiting["verification"]
    assert from_state(state) == desk.route


def _said(desk: Desk, verification: Verification | None) -> Report:
    written = desk.write(ReportKind.RECEIVED, "appraise", 1, agency=AgencyCode(LAND))
    return replace(written, verification=verification)
