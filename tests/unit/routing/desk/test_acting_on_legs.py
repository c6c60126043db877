"""What an officer does with a leg on the agency's page."""

import pytest

from services.kernel.agency_code import AgencyCode
from services.routing.domain.desk.acts import acts_for, mark_of_leg
from services.routing.domain.handoff import Outcome
from services.routing.domain.report import ReportKind
from services.runtime.failures import PermanentError, TransientError
from tests.unit.routing.desk.counter import Counter
from tests.unit.routing.graphs import land_with_tax
from tests.unit.routing.signed import LAND, TAX, LegReceived, report


async def opened() -> Counter:
    counter = Counter()
    await counter.open()
    return counter


async def test_an_officer_receives_and_completes_a_leg() -> None:
    """The route moves on as by a signed report; the hand-offs say which account did it, in which session."""
    counter = await opened()
    await counter.act(ReportKind.RECEIVED)
    counter.later(hours=1)
    await counter.act(ReportKind.COMPLETED)
    attempt = (await counter.route()).legs["appraise"].attempts[0]
    handed = [(each.kind, each.verification.outcome, each.verification.actor) for each in attempt.handoffs]
    assert handed == [("received", Outcome.SESSION, "mai"), ("completed", Outcome.SESSION, "mai")]
    assert (await counter.outbox())[-3:] == ["leg.acknowledged", "leg.finished", "leg.dispatched"]
    assert [item.leg for item in await counter.waiting_at(TAX)] == ["tax"]
    assert await counter.waiting_at(LAND) == []


async def test_a_form_sent_twice_is_one_act() -> None:
    """The second time nothing happens, even though the leg has moved on by the first."""
    counter = await opened()
    act = await counter.act(ReportKind.RECEIVED)
    before = await counter.outbox()
    await counter.act_on_leg(act)
    assert await counter.outbox() == before


async def test_a_page_that_is_out_of_date_says_so() -> None:
    """What another officer or the agency's software did meanwhile is not overwritten."""
    counter = await opened()
    seen = mark_of_leg((await counter.route()).legs["appraise"])
    await counter.hear(report(LegReceived, "appraise"))
    before = await counter.version()
    with pytest.raises(PermanentError, match="leg_changed"):
        await counter.act(ReportKind.COMPLETED, seen=seen)
    assert await counter.version() == before


async def test_what_the_rules_refuse_is_told_and_leaves_no_trace() -> None:
    """A first leg has nobody to go back to; no rejection is published for a slip of the hand."""
    counter = await opened()
    before = await counter.version()
    with pytest.raises(PermanentError, match="leg_without_sender"):
        await counter.act(ReportKind.SENT_BACK, reason="papers_missing")
    assert await counter.version() == before


@pytest.mark.parametrize("agency", [TAX, "H91.20"])
async def test_of_another_agencys_leg_an_officer_learns_nothing(agency: str) -> None:
    """Whether the agency takes part elsewhere on the route or not."""
    counter = await opened()
    with pytest.raises(PermanentError, match="dossier_not_found"):
        await counter.act(ReportKind.RECEIVED, agency=AgencyCode(agency))


async def test_an_act_whose_process_ends_before_the_worklist_is_finished_by_the_sweep() -> None:
    """Nobody delivers it again; a promise made before the commit stands in for that, and is kept once."""
    counter = await opened()
    counter.worklist.failures = 1
    with pytest.raises(TransientError):
        await counter.act(ReportKind.COMPLETED)
    assert await counter.waiting_at(TAX) == []
    assert await counter.keep_promises.sweep() == 0
    counter.later(seconds=11)
    assert await counter.keep_promises.sweep() == 1
    assert [item.leg for item in await counter.waiting_at(TAX)] == ["tax"]
    assert await counter.waiting_at(LAND) == []
    assert await counter.keep_promises.sweep() == 0


async def test_only_acts_that_would_be_taken_are_offered() -> None:
    """By the rules that reports are judged by: nothing before the leg's turn, no notice where nothing is owed."""
    counter = await opened()
    route = await counter.route()
    assert acts_for(route, land_with_tax(), "issue", counter.now) == frozenset()
    first = {ReportKind.RECEIVED, ReportKind.COMPLETED, ReportKind.RESULT}
    assert acts_for(route, land_with_tax(), "appraise", counter.now) == first
    await counter.act(ReportKind.COMPLETED)
    route = await counter.route()
    assert acts_for(route, land_with_tax(), "appraise", counter.now) == {ReportKind.RESULT}
    tax = {ReportKind.RECEIVED, ReportKind.TAX_NOTICE, ReportKind.SENT_BACK, ReportKind.RESULT}
    assert acts_for(route, land_with_tax(), "tax", counter.now) == tax
