"""The process of routing is killed while dossiers flow."""

import asyncio
import os
import random
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from services.contracts.events.lifecycle import PaymentReceived, Registered
from services.kernel.times import utc_now
from services.routing.adapters.worklist import COLLECTION
from services.runtime.kafka import Delivered
from services.runtime.store import Store
from tests.component.routing.conftest import TOKEN_SECRET, Rig, Told, wait_for
from tests.unit.routing.signed import (
    LAND,
    RING,
    TAX,
    LegCompleted,
    LegReceived,
    TaxNoticeIssued,
    lifecycle,
    report,
    snapshot,
)

CODES = tuple(f"H90.01-240506-{number:04d}" for number in range(1, 41))
PAID_AT = datetime(2024, 5, 6, 9, tzinfo=UTC)


@asynccontextmanager
async def routing_process(rig: Rig) -> AsyncIterator[asyncio.subprocess.Process]:
    """`python -m services.routing`, killed at the end whatever it is doing."""
    variables = {
        "LIENTHONG_KAFKA_BOOTSTRAP": rig.platform.kafka,
        "LIENTHONG_STORE_URL": rig.platform.store_url,
        "LIENTHONG_NAMESPACE": rig.namespace,
        "LIENTHONG_TOKEN_SECRET": TOKEN_SECRET,
        "LIENTHONG_CREDENTIAL_KEYS": RING,
        "LIENTHONG_HTTP_PORT": "0",
        "LIENTHONG_SWEEP_SECONDS": "0.5",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.routing", env=os.environ | variables, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.wait()


def lives(code: str) -> list[Delivered]:
    """What comes of one dossier before the payment, each report twice, in disorder."""
    now = utc_now()
    reports = [
        report(LegReceived, "appraise", LAND, hours=1, code=code, signed_at=now),
        report(LegCompleted, "appraise", LAND, hours=2, code=code, signed_at=now),
        report(LegReceived, "tax", TAX, hours=3, code=code, signed_at=now),
        report(TaxNoticeIssued, "tax", TAX, hours=4, code=code, signed_at=now),
    ] * 2
    random.Random(code).shuffle(reports)  # noqa: S311 disorder, not secrecy
    filed = lifecycle(1, snapshot(Registered, code=code, status=1), code)
    return [*reports[:4], filed, lifecycle(2, snapshot(code=code), code), *reports[4:]]


def ends(code: str) -> list[Delivered]:
    """The payment and the last leg."""
    paid = snapshot(PaymentReceived, code=code, occurred_at=PAID_AT, amount_vnd=1_250_000, reference="p1")
    done = report(LegCompleted, "issue", LAND, hours=8.5, code=code, signed_at=utc_now())
    return [done, lifecycle(3, paid, code), done]


@pytest.mark.chaos
async def test_nothing_is_lost_or_done_twice_when_the_process_is_killed(rig: Rig) -> None:
    """Three times SIGKILL in the middle: every route completes once, every ledger is right, the worklist is empty."""
    sending = asyncio.create_task(rig.send_all(event for code in CODES for event in lives(code)))
    for share in (0.1, 0.5):
        async with routing_process(rig):
            await _until_share(rig, "obligation.notified", share)
    await sending
    async with routing_process(rig):
        await _until_share(rig, "obligation.notified", 1.0)
        await rig.send_all(event for code in CODES for event in ends(code))
        await _until_share(rig, "route.completed", 0.3)
    async with routing_process(rig):
        await _until_share(rig, "route.completed", 1.0)
        await wait_for(lambda: _worklist_is_empty(rig))
    told = await rig.told()
    for code in CODES:
        _check(told[code])
    assert await rig.letters() == []


def _check(events: list[Told]) -> None:
    kinds = [event.kind for event in events if event.kind != "report.rejected"]
    assert (kinds.count("route.opened"), kinds.count("route.completed")) == (1, 1)
    assert (kinds.count("leg.dispatched"), kinds.count("leg.finished"), kinds.count("obligation.notified")) == (3, 3, 1)
    assert [event.data.used_minutes for event in events if event.kind == "leg.finished"] == [120, 0, 30]


async def _until_share(rig: Rig, kind: str, share: float) -> None:
    async def reached() -> bool:
        told = await rig.told()
        return sum(any(event.kind == kind for event in events) for events in told.values()) >= share * len(CODES)

    await wait_for(reached, 60)


async def _worklist_is_empty(rig: Rig) -> bool:
    store = await Store.open(rig.platform.store_url, f"{rig.namespace}routing")
    try:
        return not await store.collection(COLLECTION).find({})
    finally:
        store.close()
