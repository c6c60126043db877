"""Three in one, with SMS, on all four services: one parent, three dossiers at their agencies, one thread."""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from io import StringIO

import httpx
import pytest
from rich.console import Console

from services.contracts.events.inbound import LegCompleted
from services.kernel.times import utc_now
from services.ops.scenario.prepared import prepare
from services.ops.scenario.run import TIMEOUT_SECONDS, replay
from services.ops.target import Target
from tests.e2e.group_story import BIRTH, DEATH, Family, open_family
from tests.e2e.stage import PATIENCE_SECONDS, Stage, wait_for

pytestmark = pytest.mark.timeout(600)

IN_PROCESS, STOPPED, FINISHED = 4, 8, 9
RECEIVED, FAILED, READY = "da duoc tiep nhan", "mot thu tuc chua co ket qua", "da co ket qua"
WITHDRAWN = "da duoc rut theo yeu cau"


def story(first: str, *others: str) -> Counter[str]:
    """What routing tells of the parent when all goes well, each once."""
    legs = [f"{leg}/1" for leg in (first, *others)]
    told = [f"leg.{what} {leg}" for leg in legs for what in ("dispatched", "acknowledged", "finished")]
    return Counter(["route.opened", "leg.skipped", *told, "route.completed"])


async def _played(
    stage: Stage, group: tuple[str, Mapping[str, str]], name: str, play: Callable[[Family], Awaitable[None]]
) -> None:
    async with httpx.AsyncClient(timeout=PATIENCE_SECONDS) as client:
        await play(await open_family(stage, client, group, name))


async def test_a_birth_is_registered_before_residence_and_health_card(stage: Stage) -> None:
    """Each child has a code of its agency and is counted there; the parent is counted as a group."""

    async def play(family: Family) -> None:
        await family.do("birth", "KS-1")
        for leg in ("health_card", "residence"):
            await family.do(leg, f"{leg.upper()}-1")
        await family.until(family.code, FINISHED)
        told = await family.told()
        assert Counter(told) == story("birth", "residence", "health_card")
        assert told.index("leg.finished birth/1") < told.index("leg.dispatched residence/1")
        await family.check_messages(RECEIVED, READY)
        for leg, agency in BIRTH[1].items():
            child = await family.child(leg)
            assert child.startswith(f"{agency}-")
            assert await family.status(child, leg) == (FINISHED, "early")
        await _is_counted_once(family)

    await _played(stage, BIRTH, "birth", play)


async def test_a_death_with_every_reply_repeated_and_in_the_worst_order(stage: Stage) -> None:
    """Done before it was taken over, the later child first, reports about the parent's legs between: the same story."""

    async def play(family: Family) -> None:
        await _meddle(family)
        await family.do("death", "KT-1", times=2)
        for leg in ("funeral_support", "residence_removal"):
            await family.do(leg, f"{leg.upper()}-1", times=2)
        await family.until(family.code, FINISHED)
        for leg in DEATH[1]:
            await family.do(leg, f"{leg.upper()}-2", times=2)
        await _meddle(family)
        await family.all_heard()
        assert Counter(await family.told()) == story("death", "residence_removal", "funeral_support")
        await family.check_messages(RECEIVED, READY)

    await _played(stage, DEATH, "death", play)


async def test_a_failed_child_keeps_the_rest_until_somebody_decides(stage: Stage) -> None:
    """Filed again, failed again, then done without; the applicant hears of each failure once, and birth stays done."""

    async def play(family: Family) -> None:
        await family.do("birth", "KS-2")
        await family.do("health_card", "BH-2")
        for attempt in (1, 2):
            child = await family.child("residence", attempt)
            await family.until(child, IN_PROCESS, "residence")
            await family.software["residence"].command(child, "stop", {"reason": "not_eligible"})
            await family.until_leg("residence", "failed")
            assert (await family.status(family.code))[0] == IN_PROCESS
            if attempt == 1:
                await family.decide("residence", "refile", {"attempt": 1})
        await family.decide("residence", "close", {"attempt": 2, "reason": "filed_apart"})
        await family.until(family.code, FINISHED)
        assert await family.status(await family.child("birth"), "birth") == (FINISHED, "early")
        told = Counter(await family.told())
        assert (told["leg.failed residence/1"], told["leg.failed residence/2"], told["leg.closed residence/2"]) == (
            1,
            1,
            1,
        )
        await family.check_messages(RECEIVED, FAILED, FAILED, READY)

    await _played(stage, BIRTH, "failed", play)


async def test_a_withdrawal_in_the_middle_recalls_what_is_open(stage: Stage) -> None:
    """The children that nobody has done end with their parent, at their agencies too; what is done is listed."""

    async def play(family: Family) -> None:
        await family.do("birth", "KS-3")
        open_children = {leg: await family.child(leg) for leg in ("residence", "health_card")}
        await family.until(family.code, IN_PROCESS)
        for step in ("requested", "granted"):
            await family.desk.command(family.code, "withdraw", {"step": step})
        for leg, child in open_children.items():
            await family.until(child, STOPPED, leg)
            assert await family.status(child, leg) == (STOPPED, "withdrawn")
        assert await family.status(await family.child("birth"), "birth") == (FINISHED, "early")
        legs = {each["leg"]: each["status"] for each in (await family.route())["legs"]}
        assert legs == {"verify": "skipped", "birth": "completed", "residence": "cancelled", "health_card": "cancelled"}
        assert Counter(await family.told())["route.cancelled"] == 1
        await family.check_messages(RECEIVED, WITHDRAWN)

    await _played(stage, BIRTH, "withdrawn", play)


@pytest.mark.parametrize("name", ["s001", "s004"])
async def test_groups_and_calls_of_the_articles_are_counted(stage: Stage, name: str) -> None:
    """Every call, child and parent is counted once; a child without result keeps its parent open."""
    prepared = prepare(name, 1_000_000)
    assert prepared.beside.groups or prepared.beside.calls
    target = Target(stage.addresses.services, stage.addresses.place, None)
    shown = StringIO()
    async with httpx.AsyncClient(timeout=TIMEOUT_SECONDS) as http:
        assert await replay(prepared, target, http, Console(file=shown, width=200)) == [], shown.getvalue()


async def _meddle(family: Family) -> None:
    """Agencies speak about the parent's legs, which are none of their reports' business."""
    for leg in DEATH[1]:
        report = LegCompleted(occurred_at=utc_now(), code=family.code, leg=leg, result_reference="X-1")
        await family.send(leg, report, times=2)


async def _is_counted_once(family: Family) -> None:
    """A parent is a group and in no column; its children are received by their agencies."""

    async def is_counted() -> bool:
        period = {"from": "2026-01-01", "to": "2045-12-31"}
        answer = await family.desk.get("stats", "/v1/reports/summary", period)
        found = {each["procedure"]: each for each in answer.json()["by_procedure"]}
        parent = found.get("2.002621@1", {"interlinked_groups": 0})
        children = [found.get(ref, {"received": 0}) for ref in ("1.001193@1", "9.000401@1", "9.000403@1")]
        assert parent.get("received", 0) == 0
        return bool(parent["interlinked_groups"]) and all(child["received"] > 0 for child in children)

    await wait_for(is_counted, "the group and its children were not counted")
