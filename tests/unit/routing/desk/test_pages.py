"""The pages of an agency's desk over HTTP."""

import re

import pytest

from services.contracts.events.lifecycle import Stopped
from services.kernel.agency_code import AgencyCode
from services.routing.application.apply_lifecycle import ApplyLifecycle
from services.routing.domain.people.roster import Roster, Rostered
from services.routing.domain.plan import plan_of
from services.routing.domain.route import LegStatus
from tests.unit.routing.desk.counter import Counter
from tests.unit.routing.desk.parlour import Parlour, opened
from tests.unit.routing.graphs import birth_group, leg, plan
from tests.unit.routing.people.ward import CHAIR, CLERK, JUSTICE, WARD, Ward, delegation, register
from tests.unit.routing.signed import CODE, DESK, LAND
from tests.unit.routing.test_group_handlers import BIRTH, GROUP, RESIDENCE, GroupPlans, life, parent

LEG = f"/lien-thong/ho-so/{CODE}/appraise"
OFFICE = {AgencyCode(LAND): Roster(AgencyCode(LAND), 1, (Rostered("lan", (), fallback=True),))}


async def started() -> Counter:
    counter = Counter()
    await counter.open()
    return counter


async def group_with_a_failed_child() -> Counter:
    """Birth is done; the residence was refused, so that the group waits for a decision."""
    counter = Counter()
    counter.plans = GroupPlans(plan_of(GROUP, birth_group().legs.values()))
    counter.lifecycle = ApplyLifecycle(counter.folding, counter.plans)
    await counter.live(parent(1), *life(BIRTH, "birth"))
    await counter.live(*life(RESIDENCE, "residence", Stopped, reason="not_eligible"))
    assert (await counter.route()).legs["residence"].status is LegStatus.FAILED
    return counter


async def decided(parlour: Parlour, path: str, **values: str) -> LegStatus:
    page = await parlour.page(f"/lien-thong/ho-so/{CODE}")
    answer = await parlour.send(page, f"/lien-thong/ho-so/{CODE}/residence/{path}", **values)
    assert answer.status_code == 303, answer.text
    return (await parlour.counter.route()).legs["residence"].status


async def test_a_supervisor_gives_a_leg_to_an_officer_of_the_roster() -> None:
    """The leg is then theirs on the worklist; who is not rostered cannot be chosen."""
    async with opened(await started(), LAND, ["supervisor"], OFFICE) as parlour:
        page = await parlour.page(LEG)
        assert (await parlour.send(page, f"{LEG}/giao", officer="lan")).status_code == 303
        assert (await parlour.counter.route()).legs["appraise"].attempts[0].hands.officer == "lan"
        assert CODE in await parlour.page("/lien-thong?can-bo=lan")
        assert CODE not in await parlour.page("/lien-thong?can-bo=hoa")
        refused = await parlour.send(page, f"{LEG}/giao", officer="hoa")
        assert (refused.status_code, "aria-invalid" in refused.text) == (409, True)


async def test_a_failed_child_is_filed_again_by_the_agency_that_received_the_parent() -> None:
    """A new attempt for which a new child is filed; the page it was decided on is answered once."""
    async with opened(await group_with_a_failed_child(), DESK, ["handler"]) as parlour:
        assert RESIDENCE in await parlour.page(f"/lien-thong/ho-so/{CODE}")
        assert await decided(parlour, "nop-lai") is LegStatus.DISPATCHED
        assert "/residence/nop-lai" not in await parlour.page(f"/lien-thong/ho-so/{CODE}")


async def test_the_worklist_leads_to_where_a_failed_child_is_decided_about() -> None:
    """The leg itself is another agency's."""
    async with opened(await group_with_a_failed_child(), DESK, ["handler"]) as parlour:
        links = re.findall(rf'href="(/lien-thong/ho-so/{CODE}[^"]*)"', await parlour.page("/lien-thong"))
        assert links == [f"/lien-thong/ho-so/{CODE}"]
        assert "/residence/nop-lai" in await parlour.page(links[0])


async def test_a_failed_child_is_done_without_for_a_reason() -> None:
    """One of the rule pack's; the other branch goes on."""
    async with opened(await group_with_a_failed_child(), DESK, ["supervisor"]) as parlour:
        assert await decided(parlour, "dong", reason="not_eligible") is LegStatus.CLOSED


@pytest.mark.parametrize(("agency", "role"), [(DESK, "reader"), ("G94.01", "handler")])
async def test_nobody_else_decides_about_a_failed_child(agency: str, role: str) -> None:
    """Neither readers nor the agency that had the child are offered it; a form made up is refused."""
    async with opened(await group_with_a_failed_child(), agency, [role]) as parlour:
        page = await parlour.page(f"/lien-thong/ho-so/{CODE}")
        assert "/residence/nop-lai" not in page
        own = await parlour.page("/lien-thong/toi")
        csrf = own.partition('name="csrf" value="')[2].partition('"')[0]
        path = f"/lien-thong/ho-so/{CODE}/residence/nop-lai"
        answer = await parlour.browser.post(path, data={"csrf": csrf, "attempt": "1"})
        assert answer.status_code in {403, 404}
        assert (await parlour.counter.route()).legs["residence"].status is LegStatus.FAILED


async def test_a_slip_filled_in_halfway_is_told_at_its_fields() -> None:
    """What was typed stays, and the leg is not completed."""
    async with opened(await started(), LAND, ["handler"]) as parlour:
        answer = await parlour.send(await parlour.page(LEG), f"{LEG}/hoan-thanh", parcel="12", area_m2="viele")
        assert answer.status_code == 422
        assert all(f'id="{name}-error"' in answer.text for name in ("map_sheet", "area_m2"))
        assert 'value="12"' in answer.text
        assert (await parlour.counter.route()).legs["appraise"].is_open


async def test_steps_are_logged_one_after_the_other() -> None:
    """The page offers the step whose turn it is, and says who did those before."""
    counter = await started()
    counter.plans.plan = plan(leg("appraise", steps={"receive": 4, "check": 4}))
    async with opened(counter, LAND, ["handler"]) as parlour:
        for _ in range(2):
            assert (await parlour.send(await parlour.page(LEG), f"{LEG}/buoc")).status_code == 303
        assert f"{LEG}/buoc" not in await parlour.page(LEG)
        logged = (await counter.route()).legs["appraise"].attempts[0].handling.steps
        assert [(step.step, step.actor) for step in logged] == [("receive", "mai"), ("check", "mai")]


async def certified(counter: Counter, login: str, role: str, **values: str) -> int:
    """Somebody completes a leg that ends with a signature of the ward; returns the answer's status."""
    path = f"/lien-thong/ho-so/{CODE}/certify"
    async with opened(counter, WARD, [role], login=login) as parlour:
        return (await parlour.send(await parlour.page(path), f"{path}/hoan-thanh", **values)).status_code


async def ward() -> Counter:
    """The chair delegated the certification of domestic papers."""
    counter = Counter()
    counter.plans.plan = Ward(register(delegation())).plan()
    await counter.open()
    return counter


async def test_a_delegate_signs_on_behalf_of_the_chair_what_the_delegation_allows() -> None:
    """The form asks what the delegation wants to know; the signature is kept with its prefix."""
    counter = await ward()
    answers = {"on_behalf_of": "ward_chair"}
    assert await certified(counter, JUSTICE, "signer", **answers, **{"fact-paper_origin": "foreign"}) == 409
    assert await certified(await ward(), JUSTICE, "signer", **answers, **{"fact-paper_origin": "domestic"}) == 303


async def test_who_is_no_signer_completes_no_leg_that_needs_a_signature() -> None:
    """Whatever the form says; and nobody signs for a role that is not theirs."""
    assert await certified(await ward(), CLERK, "handler") == 422
    assert await certified(await ward(), CHAIR, "handler", on_behalf_of="") == 422
    assert await certified(await ward(), CHAIR, "signer", on_behalf_of="") == 303


@pytest.mark.parametrize("path", ["/lien-thong?ds=x&trang=0", "/lien-thong?trang=999999999", "/lien-thong?linh-vuc=x"])
async def test_an_address_that_makes_no_sense_shows_a_list(path: str) -> None:
    """Nobody is told that a bookmark is wrong."""
    async with opened(await started(), LAND, ["reader"]) as parlour:
        assert "<table>" in await parlour.page(path) or "Không có việc nào." in await parlour.page(path)


@pytest.mark.parametrize("path", [f"{CODE}x", f"{CODE}/none", "%3F"])
async def test_what_there_is_not_is_told_inside_of_the_desk(path: str) -> None:
    """With the way back to the worklist."""
    async with opened(await started(), LAND, ["reader"]) as parlour:
        assert 'href="/lien-thong"' in await parlour.page(f"/lien-thong/ho-so/{path}", 404)
