"""The process of routing is killed while dossiers flow."""

import asyncio
import os
import random
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial

import pytest

from services.contracts.events.lifecycle import PaymentReceived, Registered
from services.contracts.topics import PROGRESS
from services.kernel.times import utc_now
from services.routing.adapters.worklist import COLLECTION
from services.runtime.kafka import Delivered
from services.runtime.kafka.operations.reading import topic_ends
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

CODES = tuple(f"H90.01-240506-{number:04d}" for number in range(1, 151))
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
    """SIGKILL in the middle, twice: every route completes once, every ledger is right, the worklist is empty."""
    await rig.send_all(event for code in CODES for event in lives(code))
    async with routing_process(rig):
        await wait_for(partial(_has_told, rig, 200), 60)
    stopped_at = await _count(rig, "obligation.notified")
    async with routing_process(rig):
        await wait_for(partial(_have_all, rig, "obligation.notified"), 60)
        before = sum((await topic_ends(rig.platform.kafka, rig.namespace, PROGRESS.name)).values())
        await rig.send_all(event for code in CODES for event in ends(code))
        await wait_for(partial(_has_told, rig, before + 100), 60)
    stopped_again_at = await _count(rig, "route.completed")
    assert stopped_at < len(CODES) or stopped_again_at < len(CODES), "no kill was in the middle"
    async with routing_process(rig):
        await wait_for(partial(_have_all, rig, "route.completed"), 60)
        await wait_for(partial(_worklist_is_empty, rig))
    told = await rig.told()
    for code in CODES:
        _check(told[code])
    assert await rig.letters() == []


def _check(events: list[Told]) -> None:
    kinds = [event.kind for event in events if event.kind != "report.rejected"]
    assert (kinds.count("route.opened"), kinds.count("route.completed")) == (1, 1)
    assert (kinds.count("leg.dispatched"), kinds.count("leg.finished"), kinds.count("obligation.notified")) == (3, 3, 1)
    assert [event.data.used_minutes for event in events if event.kind == "leg.finished"] == [120, 0, 30]


async def _has_told(rig: Rig, events: int) -> bool:
    return sum((await topic_ends(rig.platform.kafka, rig.namespace, PROGRESS.name)).values()) >= events


async def _have_all(rig: Rig, kind: str) -> bool:
    return await _count(rig, kind) == len(CODES)


async def _count(rig: Rig, kind: str) -> int:
    """How many dossiers have an event of this kind."""
    return sum(any(event.kind == kind for event in events) for events in (await rig.told()).values())


async def _worklist_is_empty(rig: Rig) -> bool:
    store = await Store.open(rig.platform.store_url, f"{rig.namespace}routing")
    try:
        return not await store.collection(COLLECTION).find({})
    finally:
        store.close()
