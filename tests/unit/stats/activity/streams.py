"""Random streams of events of every topic that is counted besides dossiers, in any order an aggregate could have."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from services.contracts.events import activity, progress
from services.contracts.events.notification import NotificationState
from services.contracts.events.payload import Payload
from services.contracts.events.tally import DossierTallied
from tests.unit.stats.activity.desk_events import event, petition, ticket
from tests.unit.stats.activity.leg_events import leg, route
from tests.unit.stats.activity.test_messages import status
from tests.unit.stats.stories import at, on

Events = st.SearchStrategy[Payload]
DAYS = st.integers(0, 5)
MINUTES = st.integers(0, 2_000)
JUDGED = st.none() | st.booleans()
AGENCIES = st.sampled_from(["H90.20", "H90.20.01"])
STATES: tuple[NotificationState, ...] = (
    "accepted", "scheduled", "submitted", "delivered", "temporary_failure", "permanent_failure", "unconfirmed",
    "uncertain", "suppressed",
)  # fmt: skip


def of(make: Callable[..., Payload], model: type[Payload], **details: Any) -> Events:
    """Return events of that model; a detail is a strategy or what it always is."""
    drawn = {name: each if isinstance(each, st.SearchStrategy) else st.just(each) for name, each in details.items()}
    return st.builds(make, st.just(model), DAYS, **drawn)


WINDOWS = st.sampled_from(["working", "ninth_hour"])
DESK = st.one_of(
    of(ticket, activity.TicketIssued, window=WINDOWS),
    of(ticket, activity.TicketServed, wait_minutes=MINUTES, service_minutes=MINUTES, after_hours=st.booleans()),
    of(ticket, activity.TicketNoShow),
    of(event, activity.CallRecorded, outcome=st.sampled_from(["answered", "fallback"])),
    of(event, activity.CallLinked, procedure="1.012753@1", complete=JUDGED),
    of(
        event,
        activity.DeskOpened,
        opens_at=at(0),
        late_minutes=st.integers(0, 20),
        breach=st.booleans(),
        window=WINDOWS,
    ),
    of(event, activity.DeskClosed, closes_at=at(0), early_minutes=st.integers(0, 20), breach=st.booleans()),
    of(petition, activity.PetitionReceived),
    of(petition, activity.PetitionAnswered, in_time=JUDGED),
    of(
        petition,
        activity.PetitionRated,
        score=st.integers(1, 5),
        least=st.none() | st.just(1),
        most=st.sampled_from([5, 10]),
    ),
    of(event, activity.SurveyInvited, form="result"),
    of(
        event,
        activity.SurveyAnswered,
        form="result",
        least=1,
        most=5,
        scores=st.dictionaries(st.sampled_from(["overall", "time", "manners"]), st.integers(1, 5)),
    ),
)

ATTEMPT = {
    "leg": st.sampled_from(["appraise", "tax"]),
    "attempt": st.integers(1, 2),
    "agency": AGENCIES,
    "inside_clock": st.booleans(),
}
CHARGED = st.lists(st.builds(lambda agency, n: {"agency": agency, "minutes": n}, AGENCIES, MINUTES), max_size=3)
LEDGER = st.builds(lambda charged: {"used_minutes": 900, "charged": charged}, CHARGED)
ROLES = st.none() | st.sampled_from(["chair", "justice.officer"])
LEGS = st.one_of(
    of(leg, progress.LegDispatched, due_at=st.none() | st.builds(at, DAYS), **ATTEMPT),
    of(leg, progress.LegAcknowledged, in_time=JUDGED, waited_minutes=st.none() | MINUTES, **ATTEMPT),
    of(leg, progress.LegAssigned, task="handle", officer=st.sampled_from(["an", "binh"]), reason="field", **ATTEMPT),
    of(
        leg,
        progress.LegFinished,
        used_minutes=MINUTES,
        overrun_minutes=st.sampled_from([0, 0, 45]),
        signer_role=ROLES,
        on_behalf_of=ROLES,
        answered_minutes=st.none() | MINUTES,
        **ATTEMPT,
    ),
    of(leg, progress.LegReturned, reason="slip", to_leg="receive", to_agency=st.none() | AGENCIES, **ATTEMPT),
    of(leg, progress.LegOverdue, due_at=at(1), **ATTEMPT),
    of(leg, progress.LegEscalated, step=1, to="agency", overdue_minutes=60, **ATTEMPT),
    of(leg, progress.LegFailed, reason="refused", **ATTEMPT),
    of(leg, progress.LegPaused, cause="payment", **ATTEMPT),
    of(route, progress.RouteCompleted, ledger=st.none() | LEDGER),
)
MESSAGES: Events = st.builds(status, st.sampled_from(STATES), DAYS, paid=st.booleans(), attempt=st.integers(0, 2))


def tally(day: int, outcome: str) -> Payload:
    data = {"occurred_at": at(day), "tally": "5a5a", "agency": "H90.20.01", "day": on(day), "outcome": outcome}
    return DossierTallied.model_validate(data)


TALLIES: Events = st.builds(tally, DAYS, st.sampled_from(["pending", "early", "late", "stopped", "refused"]))
STREAMS: dict[str, Events] = {"messages": MESSAGES, "desk": DESK, "legs": LEGS, "tallies": TALLIES}
