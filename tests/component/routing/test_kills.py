"""Routing processes side by side are killed again and again while routes with children flow.

`make prove-routing-kills N=5000 KILLS=100` runs it larger: PROVE_ROUTES is the number of dossiers that citizens file,
children come on top; PROVE_KILLS that of kills, PROVE_PROCESSES that of routing processes.
"""

import asyncio
import os
import random
import time
from collections import Counter
from contextlib import suppress
from functools import partial
from itertools import chain

import pytest

from services.kernel.agency_code import AgencyCode
from services.ops.platform.locations import PROJECT
from services.routing.adapters.worklist import COLLECTION as WORKLIST
from services.routing.domain.plan import Plan, plan_route
from services.runtime.catalogue import read_catalogue
from services.runtime.store import Store
from tests.component.routing.conftest import Heard, Rig, wait_for
from tests.component.routing.kills.courses import CHILDREN, GROUP, LAND, SPLIT
from tests.component.routing.kills.herd import Herd
from tests.component.routing.kills.judge import ENDS, judge
from tests.component.routing.kills.world import World
from tests.unit.routing.signed import DESK, credential

ROUTES = int(os.environ.get("PROVE_ROUTES", "60"))
KILLS = int(os.environ.get("PROVE_KILLS", "2"))
PROCESSES = int(os.environ.get("PROVE_PROCESSES", "2"))
SEED = int(os.environ.get("PROVE_SEED", "20261127"))
CATALOGUE = PROJECT / "deploy" / "catalogue"
EVENTS_A_ROUTE = 20
SETTINGS = {"session_seconds": "2", "catalogue_dir": str(CATALOGUE), "log_level": "ERROR"}
LATEST_SECONDS = 15.0
PATIENCE = 90.0 if KILLS < 10 else 300.0


class Plans:
    """The plans of the catalogue, worked out once."""

    def __init__(self) -> None:
        self._catalogue = read_catalogue(CATALOGUE)
        self._known: dict[tuple[str, AgencyCode], Plan] = {}

    def __call__(self, procedure: str, agency: AgencyCode) -> Plan:
        if (procedure, agency) not in self._known:
            wanted = self._catalogue.procedure_at(procedure, agency)
            self._known[procedure, agency] = plan_route(self._catalogue, wanted, agency)
        return self._known[procedure, agency]

    def agencies(self) -> set[str]:
        """Everybody who reports about a leg here."""
        plans = [self(procedure, AgencyCode(DESK)) for procedure in (LAND, SPLIT, GROUP)]
        children = [self(CHILDREN[leg.child], leg.agency) for plan in plans for leg in plan.legs.values() if leg.child]
        return {leg.agency for plan in (*plans, *children) for leg in plan.legs.values()}


async def follow(rig: Rig, world: World) -> None:
    """Let the world react to every record on the topic, until cancelled."""

    async def hear(heard: Heard) -> None:
        await rig.send_all(world.hear(heard.envelope, heard.told.data, hash(heard.value)))

    await rig.follow(hear)


async def flow(rig: Rig, world: World, herd: Herd) -> None:
    """Citizens come in waves, one more than there are kills; a kill is at a random moment of its wave."""
    size = -(-ROUTES // (KILLS + 1))
    for wave in range(KILLS + 1):
        numbers = range(wave * size, min(ROUTES, (wave + 1) * size))
        for number in numbers[:-1]:
            await rig.send_all(world.file(number))
        if wave < KILLS:
            goal = world.seen["records"] + herd.dice.uniform(0.05, 0.7) * size * EVENTS_A_ROUTE
            with suppress(TimeoutError):
                await wait_for(partial(_has_told, world, goal), LATEST_SECONDS)
        # However late this process sees that the moment has come: one route is under way then.
        for number in numbers[-1:]:
            await rig.send_all(world.file(number))
        if wave < KILLS:
            assert world.under_way, "this kill was not in the middle"
            await herd.kill()
            if herd.kills % 10 == 0:
                print(f"  killed {herd.kills} times, {len(world.lives)} routes, {world.under_way} under way")  # noqa: T201


async def _has_told(world: World, records: float) -> bool:
    return world.seen["records"] >= records


async def _is_over(world: World) -> bool:
    return not world.under_way


@pytest.mark.chaos
@pytest.mark.timeout(0)
async def test_nothing_is_stuck_or_done_twice_however_often_routing_is_killed(rig: Rig) -> None:
    """Every route ends once and legally, joins once, its clocks add up, and nothing is left over."""
    plans, began = Plans(), time.monotonic()
    for agency in plans.agencies():
        await rig.give_credential(credential(agency, scopes=("events:write", "backfill")))
    world, herd = World(plans), Herd(rig.variables(**SETTINGS), random.Random(SEED))  # noqa: S311 moments
    following = asyncio.create_task(follow(rig, world))
    try:
        await herd.grow(PROCESSES)
        await flow(rig, world, herd)
        await _settle(world)
        with suppress(TimeoutError):
            await wait_for(partial(_is_clean, rig), PATIENCE)
        assert herd.died() == 0
    finally:
        following.cancel()
        await herd.stop()
    _report(world, herd, time.monotonic() - began)
    assert [*_wrong(world, plans), *await _leftovers(rig)] == []
    assert await rig.letters() == []


async def _settle(world: World) -> None:
    """Wait until every route has ended, as long as anything moves."""
    before = -1
    while world.under_way and world.seen["records"] > before:
        before = world.seen["records"]
        with suppress(TimeoutError):
            await wait_for(partial(_is_over, world), PATIENCE)


def _wrong(world: World, plans: Plans) -> list[str]:
    found = list(world.wrong)
    for life in world.lives.values():
        plan = plans(life.procedure, AgencyCode(life.agency))
        about = judge(life, plan, world.events.get(life.code, []))
        found += [f"{life.code} {life.procedure} {life.course}: {what}" for what in about]
    return found


async def _leftovers(rig: Rig) -> list[str]:
    """Unpublished events, open legs on a worklist, waiting reports: looked for in the store itself."""
    store = await Store.open(rig.platform.store_url, f"{rig.namespace}routing")
    try:
        rows = {name: await store.collection(name).find({}) for name in ("routes_live", WORKLIST)}
        routes = await store.collection("routes").find({}, projection={"outbox": 1, "state.waiting": 1})
        unfinished = [str(route) for route in routes if route["outbox"] or route["state"]["waiting"]]
        return [*unfinished, *(f"{name}: {row['_id']}" for name, found in rows.items() for row in found)]
    finally:
        store.close()


async def _is_clean(rig: Rig) -> bool:
    return not await _leftovers(rig)


def _report(world: World, herd: Herd, seconds: float) -> None:
    told = chain.from_iterable(world.events.values())
    ends = Counter(type(event).__name__ for event in told if isinstance(event, ENDS))
    children = sum(life.parent is not None for life in world.lives.values())
    parts = (
        f"routes: {len(world.lives):,}, {children:,} of them children",
        f"killed with SIGKILL: {herd.kills} times, {PROCESSES} routing processes, seed {SEED}",
        f"ends: {dict(ends)}",
        f"records: {dict(world.seen)}",
        f"time: {seconds:.0f} s",
    )
    print("", *parts, sep="\n  ")  # noqa: T201 the figures of the proof
