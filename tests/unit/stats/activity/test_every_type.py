"""Every type of a counted topic has been decided about: it is counted, or it is known to tell nothing countable."""

from services.contracts.events import EVENT_TYPES, activity, progress
from services.contracts.events.payload import Payload
from services.contracts.topics import ACTIVITY, PROGRESS, Topic
from services.stats.application.activity import translate_desk, translate_legs

UNCOUNTED = {
    activity.TicketCalled,
    activity.TicketSkipped,
    activity.TicketTransferred,
    activity.TicketServing,
    activity.PetitionMoreAsked,
    activity.PetitionSupplied,
    progress.RouteOpened,
    progress.RouteJoined,
    progress.LegDueWarned,
    progress.LegAskedFor,
    progress.LegSkipped,
    progress.ResultAttached,
    progress.LegStepDone,
    progress.LegEstimated,
    progress.ObligationNotified,
    progress.ObligationLapsed,
    progress.ReportRejected,
}


def types_of(topic: Topic) -> set[type[Payload]]:
    return {event.model for event in EVENT_TYPES if event.topic is topic}


def test_a_new_type_of_the_desk_does_not_go_by_unnoticed() -> None:
    """Whoever adds one says here that statistics have nothing to count of it, or counts it."""
    assert translate_desk.COUNTED | (UNCOUNTED & types_of(ACTIVITY)) == types_of(ACTIVITY)
    assert not translate_desk.COUNTED & UNCOUNTED


def test_a_new_type_of_the_route_does_not_go_by_unnoticed() -> None:
    """As above."""
    assert translate_legs.COUNTED | (UNCOUNTED & types_of(PROGRESS)) == types_of(PROGRESS)
    assert not translate_legs.COUNTED & UNCOUNTED
