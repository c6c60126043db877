"""Before each attempt it is looked again whether a message is still true, and of use."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contracts.events.lifecycle import (
    Completed,
    DueWarned,
    Returned,
    Snapshot,
    SupplementReceived,
    SupplementRequested,
    Withdrawn,
)
from services.notifications.adapters.sending.dossiers import StoredDossiers
from services.notifications.adapters.sending.validity_file import read_validity
from services.notifications.application.ports import Message
from services.notifications.application.sending.ports import DossierState
from services.notifications.domain.machine import UncertainRule
from services.notifications.domain.notification import State
from services.notifications.domain.outcome import Busy, NoAnswer, Outcome
from services.notifications.domain.template import TemplateError
from tests.fakes.store import FakeStore
from tests.unit.notifications.bench import CODE, NOW, POLICY, Bench, contact, lifecycle, snapshot

PARENT = "H90.01-261123-0009"
ACCEPTED = snapshot()
RESENDING = replace(POLICY, rules=replace(POLICY.rules, uncertain=UncertainRule(timedelta(minutes=30), 1)))


async def becoming(*events: Snapshot) -> Bench:
    """Dossiers whose events are all known before anything is sent."""
    bench = Bench()
    await bench.keep([contact(1), contact(1, code=PARENT)])
    await bench.accept([lifecycle(seq, event) for seq, event in enumerate(events, 2)])
    await bench.work()
    return bench


def told(bench: Bench) -> dict[str, tuple[State, str | None]]:
    return {each.about.template: (each.state, each.reason) for each in bench.stored()}


async def busy(_: Message) -> Outcome:
    return Busy("test_busy")


async def test_no_appointment_after_ready() -> None:
    """A result that is ready before its appointment was sent leaves one message, of the result."""
    bench = await becoming(ACCEPTED, snapshot(Completed, status=9))
    assert told(bench) == {"accepted": (State.SUPPRESSED, "superseded"), "result_ready": (State.SUBMITTED, None)}
    assert len(bench.provider.given) == 1
    assert "suppressed" in bench.published()
    assert not bench.live()


async def test_nothing_after_a_withdrawal_but_that() -> None:
    """What was asked for and promised before is not sent any more."""
    asked = snapshot(SupplementRequested, status=5)
    bench = await becoming(ACCEPTED, asked, snapshot(Withdrawn, status=8, outcome="withdrawn"))
    assert {template for template, (state, _) in told(bench).items() if state is State.SUBMITTED} == {"withdrawn"}


async def test_it_is_looked_at_before_every_attempt() -> None:
    """A retry whose dossier moved on in the pause is not sent again."""
    bench = Bench()
    bench.provider.answer = busy
    await bench.keep([contact(1)])
    await bench.accept([lifecycle(2, snapshot(SupplementRequested, status=5))])
    await bench.work()
    await bench.accept([lifecycle(3, snapshot(SupplementReceived, status=4))])
    bench.later(20)
    await bench.swept_work()
    assert told(bench) == {"supplement_requested": (State.SUPPRESSED, "superseded")}
    assert len(bench.provider.given) == 1


async def test_an_event_that_changes_nothing_keeps_the_message() -> None:
    """A warning to officers moves the seq, not the status: the appointment is as true as before."""
    bench = await becoming(ACCEPTED, snapshot(DueWarned, status=4))
    assert told(bench) == {"accepted": (State.SUBMITTED, None)}


async def test_the_status_that_its_own_event_told_never_makes_it_void() -> None:
    """Papers may be asked for at a desk whose dossier shows another status; the request is sent all the same."""
    bench = await becoming(snapshot(SupplementRequested, status=4))
    assert told(bench) == {"supplement_requested": (State.SUBMITTED, None)}


async def test_a_message_about_a_child_is_judged_by_the_child() -> None:
    """Its parent is being handled (4), which says nothing about the papers that the child waits for."""
    child = snapshot(SupplementRequested, status=5, parent=PARENT, parent_leg="residence/1")
    bench = await becoming(snapshot(DueWarned, code=PARENT, status=4), child)
    assert [(each.about.code, each.state) for each in bench.stored()] == [(PARENT, State.SUBMITTED)]


async def test_too_late_is_not_sent() -> None:
    """A message that nobody could carry for days is of no use any more."""
    bench = Bench()
    await bench.keep([contact(1)])
    await bench.accept([lifecycle(2, ACCEPTED)])
    bench.later(72 * 3600)
    await bench.work()
    assert told(bench) == {"accepted": (State.SUPPRESSED, "expired")}
    assert bench.provider.given == []


async def test_a_fetched_result_is_not_announced() -> None:
    """After the result was handed over there is only the question how it went left, which needs its token."""
    bench = await becoming(snapshot(Completed, status=9), snapshot(Returned, status=10))
    assert told(bench)["result_ready"] == (State.SUPPRESSED, "superseded")


async def test_one_that_may_have_arrived_stays_uncertain() -> None:
    """It cannot be called back, so it is only not sent again, and nobody is told anything new."""

    async def silent(_: Message) -> Outcome:
        return NoAnswer("test_silent")

    bench = Bench(policy=RESENDING)
    bench.provider.answer = silent
    await bench.keep([contact(1)])
    await bench.accept([lifecycle(2, ACCEPTED)])
    await bench.work()
    before = bench.published()
    await bench.accept([lifecycle(3, snapshot(Completed, status=9, notify=False))])
    bench.later(2 * 3600)
    await bench.swept_work()
    assert told(bench) == {"accepted": (State.UNCERTAIN, "test_silent")}
    assert bench.published() == before
    assert not bench.live()


@given(st.permutations([(2, 2), (3, 4), (4, 9), (5, 10)]), st.integers(1, 4))
async def test_the_newest_status_wins_in_any_order(events: list[tuple[int, int]], cut: int) -> None:
    """However the events come, in however many batches, and when some come again."""
    dossiers = StoredDossiers(FakeStore({}).collection("dossiers"))
    states = [DossierState(CODE, seq, status, NOW) for seq, status in events]
    for batch in (states[:cut], states[cut:], states[:cut]):
        await dossiers.keep(batch)
    assert await dossiers.statuses([CODE, PARENT]) == {CODE: 10}


def test_each_template_says_how_long_it_is_true(tmp_path: Path) -> None:
    """A template without a line, or a line nobody knows, stops the service at its start."""
    with pytest.raises(TemplateError, match="accepted"):
        read_validity(())
    wrong = tmp_path / "validity.yaml"
    wrong.write_text("accepted: {void_at: [11]}", encoding="utf-8")
    with pytest.raises(TemplateError, match="Remedy"):
        read_validity(("accepted",), wrong)
