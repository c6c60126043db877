"""Random days at the counters, beside a plain list of who waits."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.domain.activity.queue_entry import entry_of, read_entry
from services.intake.domain.activity.ticket import Ticket, TicketState, draw
from services.runtime.failures import PermanentError
from tests.unit.intake.activity.counters import Counters
from tests.unit.intake.desk import AGENCY, at

FIELDS = ("land", "justice", "business")
STEPS = ("recall", "skip", "start", "finish", "no-show", "transfer")
_acts = st.lists(
    st.tuples(
        st.sampled_from(("draw", "draw", "call", "call", *STEPS)),
        st.sampled_from(FIELDS),
        st.integers(0, 30),
        st.integers(0, 4),
        st.booleans(),
    ),
    max_size=30,
)


@dataclass
class PlainQueue:
    """The oracle: queue and place of those who wait, and of each ticket its state, its queue and when it was drawn."""

    waiting: dict[str, tuple[str, int]] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    drawn: dict[str, int] = field(default_factory=dict)

    def draw(self, ticket: str, field_: str, now: int) -> None:
        self.drawn[ticket] = now
        self.states[ticket], self.fields[ticket] = "issued", field_
        self.waiting[ticket] = (field_, now)

    def candidates(self, field_: str) -> list[tuple[int, str]]:
        return sorted((place, ticket) for ticket, (queue, place) in self.waiting.items() if queue == field_)

    def may(self, ticket: str, step: str, to: str) -> bool:
        state = self.states[ticket]
        if step == "transfer":
            return state in {"issued", "called", "serving"} and to != self.fields[ticket]
        if {"start": "serving", "finish": "served", "no-show": "no_show"}.get(step) == state:
            return True
        allowed = {"finish": {"called", "serving"}}.get(step, {"called"})
        return state in allowed

    def step(self, ticket: str, step: str, to: str, now: int) -> None:
        if step == "transfer":
            self.fields[ticket], self.states[ticket] = to, "issued"
            self.waiting[ticket] = (to, self.drawn[ticket])
        elif step == "skip":
            self.states[ticket] = "issued"
            self.waiting[ticket] = (self.fields[ticket], now)
        elif step != "recall":
            self.states[ticket] = {"start": "serving", "finish": "served", "no-show": "no_show"}[step]


async def _play(acts: list[tuple[str, str, int, int, bool]]) -> None:
    left = Counters()
    desks, plain, minutes = (left, Counters(left.store)), PlainQueue(), 0
    for act, field_, passed, which, other in acts:
        minutes += passed % 5
        desk = desks[other]
        desk.now = at("2026-11-23 08:00") + timedelta(minutes=minutes)
        if act == "draw":
            plain.draw(await desk.draw(field_), field_, minutes)
        elif act == "call":
            await _call(desk, plain, field_)
        elif plain.states:
            ticket = sorted(plain.states)[which % len(plain.states)]
            await _step(desk, plain, (ticket, act, field_), minutes)
    await _check_states(left, plain)


async def _call(desk: Counters, plain: PlainQueue, field_: str) -> None:
    """Whoever is called waited at least as long as everybody else in the queue."""
    called, waiting = await desk.call(field_), plain.candidates(field_)
    if not waiting:
        assert called is None
        return
    assert called in {ticket for place, ticket in waiting if place == waiting[0][0]}
    assert called is not None
    del plain.waiting[called]
    plain.states[called] = "called"


async def _step(desk: Counters, plain: PlainQueue, wanted: tuple[str, str, str], minutes: int) -> None:
    ticket, step, to = wanted
    allowed = plain.may(ticket, step, to)
    reached = {"start": "serving", "finish": "served", "no-show": "no_show"}.get(step) == plain.states[ticket]
    try:
        await desk.step(ticket, step, field=to if step == "transfer" else None)
    except PermanentError:
        assert not allowed
        return
    assert allowed
    if not reached:
        plain.waiting.pop(ticket, None)
        plain.step(ticket, step, to, minutes)


async def _check_states(desk: Counters, plain: PlainQueue) -> None:
    for ticket, state in plain.states.items():
        body = await desk.desk.step_ticket.read(desk.request(), ticket)
        assert (body["state"], body["field"]) == (state, plain.fields[ticket])


@given(acts=_acts)
@settings(max_examples=60, deadline=None)
def test_any_day_at_two_kiosks_goes_like_a_plain_list(acts: list[tuple[str, str, int, int, bool]]) -> None:
    """Whatever is done in which process: the right one is called, and every ticket is where it was left."""
    asyncio.run(_play(acts))


_tickets = st.lists(
    st.tuples(st.sampled_from(FIELDS), st.integers(0, 60), st.sampled_from(list(TicketState))), max_size=20
)


@given(rows=_tickets)
def test_entries_sort_by_arrival_and_know_when_they_are_over(rows: list[tuple[str, int, TicketState]]) -> None:
    """What the list says of a ticket is enough to order it; an entry of an earlier stay is over, a later one not."""
    tickets = [_ticket(number, *row) for number, row in enumerate(rows, 1)]
    entries = [entry for ticket in tickets if (entry := entry_of(ticket)) is not None]
    assert [read_entry(entry.text()) for entry in entries] == entries
    waiting = sorted(entry for entry in entries if entry.is_waiting)
    places = {ticket.id: ticket.place_at for ticket in tickets}
    ordered = [places[entry.ticket] for entry in waiting]
    assert ordered == sorted(ordered)
    for ticket in tickets:
        now, called = entry_of(ticket), ticket.state is TicketState.CALLED
        assert (now is None) == ticket.state.is_final
        if called:
            skipped = ticket.skipped(ticket.issued_at + timedelta(minutes=90))
            ahead = entry_of(skipped)
            assert now is not None
            assert ahead is not None
            assert (now.is_over(skipped), ahead.is_over(ticket), ahead.is_now(skipped)) == (True, False, True)


def _ticket(number: int, field_: str, minute: int, state: TicketState) -> Ticket:
    moment = at("2026-11-23 08:00") + timedelta(minutes=minute)
    ticket = draw(f"T-{number}", AGENCY, field_, number, moment, window="working", closes_at=at("2026-11-23 17:00"))
    return ticket if state is TicketState.ISSUED else _moved(ticket, state)


def _moved(ticket: Ticket, state: TicketState) -> Ticket:
    called = ticket.called(ticket.issued_at, "1")
    moves = {
        TicketState.CALLED: called,
        TicketState.SERVING: called.serving(ticket.issued_at),
        TicketState.SERVED: called.served(ticket.issued_at, None),
        TicketState.NO_SHOW: called.no_show(ticket.issued_at),
    }
    return moves[state]
