"""What the records of a desk contribute."""

from services.contracts.events import activity
from tests.unit.stats.activity.desk_events import details, event, petition, ticket, told
from tests.unit.stats.stories import at, on


def test_a_served_ticket_counts_its_wait_and_its_service() -> None:
    """Minutes were rounded down: 4 are under five, 12 under thirteen; calls in between count nothing."""
    served = ticket(activity.TicketServed, 0, wait_minutes=12, service_minutes=4, after_hours=True)
    called = ticket(activity.TicketCalled, 0, counter="1")
    assert told(ticket(activity.TicketIssued, 0), called, served) == {
        ("tickets_issued", on(0), 1),
        ("tickets_served", on(0), 1),
        ("after_hours", on(0), 1),
        ("wait:15", on(0), 1),
        ("service:5", on(0), 1),
        ("wait_minutes", on(0), 12),
        ("service_minutes", on(0), 4),
    }


def test_a_ticket_is_drawn_in_a_window_and_served_in_the_field_it_went_to() -> None:
    """A transferred ticket was issued by one queue and served by another."""
    issued = ticket(activity.TicketIssued, 0, window="ninth_hour")
    served = ticket(activity.TicketServed, 0, field="justice", wait_minutes=0, service_minutes=0)
    assert details(issued, served) == {("ticket", "land", "ninth_hour"), ("ticket", "justice", "")}


def test_nobody_came() -> None:
    """A no-show is neither a wait nor a service."""
    assert told(ticket(activity.TicketNoShow, 1)) == {("no_shows", on(1), 1)}


def test_a_call_counts_by_outcome_and_its_link_as_judged_last() -> None:
    """The dossier turned out incomplete after it was linked: the day of the link stays, the judgement changes."""
    call = event(activity.CallRecorded, 0, outcome="answered", procedure="1.012753@1")
    linked = event(activity.CallLinked, 2, procedure="1.012753@1", complete=True)
    again = event(activity.CallLinked, 5, procedure="1.012753@1", complete=False)
    counted = {("calls:answered", on(0), 1), ("calls_linked", on(2), 1)}
    assert told(call, linked) == counted | {("calls_complete", on(2), 1)}
    assert told(call, linked, again) == counted | {("calls_incomplete", on(2), 1)}


def test_a_link_that_nobody_has_judged_is_neither_complete_nor_incomplete() -> None:
    """The dossier is filed and not yet accepted."""
    linked = event(activity.CallLinked, 2, procedure="1.012753@1")
    assert told(linked) == {("calls_linked", on(2), 1)}


def test_visits_count_by_outcome() -> None:
    """And apart when a dossier came of them."""
    visit = event(activity.VisitRecorded, 0, outcome="advice")
    assert told(visit, event(activity.VisitLinked, 1)) == {("visits:advice", on(0), 1), ("visits_linked", on(1), 1)}


def test_hours_add_up_over_the_day() -> None:
    """Opened late in the morning, closed early at noon, opened in time after it: by window of the calendar."""
    morning = event(activity.DeskOpened, 0, opens_at=at(0), late_minutes=10, breach=True)
    noon = event(activity.DeskClosed, 0, closes_at=at(0), early_minutes=5, breach=True)
    afternoon = event(activity.DeskOpened, 0, opens_at=at(0))
    assert told(morning, noon, afternoon) == {
        ("opened", on(0), 2),
        ("closed", on(0), 1),
        ("late_opened", on(0), 1),
        ("late_minutes", on(0), 10),
        ("early_closed", on(0), 1),
        ("early_minutes", on(0), 5),
        ("breaches", on(0), 2),
    }


def test_a_petition_counts_each_of_its_steps() -> None:
    """Received by kind on the day it came, answered in time or late, published late, rated."""
    told_of = told(
        petition(activity.PetitionReceived, 1),
        petition(activity.PetitionAcknowledged, 1),
        petition(activity.PetitionMoreAsked, 2, in_time=True),
        petition(activity.PetitionAnswered, 3, in_time=False),
        petition(activity.PetitionPublished, 4, in_time=False),
        petition(activity.PetitionRated, 5, score=4, least=1, most=5),
    )
    assert told_of == {
        ("received:feedback", on(0), 1),
        ("acknowledged", on(1), 1),
        ("answered:late", on(3), 1),
        ("published", on(4), 1),
        ("published_late", on(4), 1),
        ("rated:1-5", on(5), 1),
        ("score_sum:1-5", on(5), 4),
        ("score_count:1-5", on(5), 1),
        ("score_most:1-5", on(5), 5),
        ("scores:1-5:4", on(5), 1),
    }


def test_a_score_of_which_nobody_knows_the_scale_is_added_to_no_other() -> None:
    """Events of earlier versions do not say it: the petition was rated, and that is all."""
    assert told(petition(activity.PetitionRated, 5, score=4)) == {("rated:unknown", on(5), 1)}


def test_a_refused_petition_is_judged_by_its_limit() -> None:
    """Refused in time, or late."""
    refused = petition(activity.PetitionRefused, 2, reason="not_a_petition", in_time=True)
    assert told(refused) == {("refused", on(2), 1)}
    assert ("refused_late", on(2), 1) in told(refused.model_copy(update={"in_time": False}))


def test_what_a_denunciation_is_about_stays_with_its_handler() -> None:
    """It is counted by kind; the topic could tell who it is about."""
    denunciation = petition(activity.PetitionReceived, 0, kind="denunciation", about="conduct")
    assert details(denunciation) == {("petition", "land", "")}
    assert details(petition(activity.PetitionReceived, 0)) == {("petition", "land", "fees")}


def test_answers_to_a_survey_stand_under_their_scale() -> None:
    """One answer of two questions on a scale of 1 to 5: sum, number and how often each score was given."""
    answered = event(activity.SurveyAnswered, 3, form="result", scores={"overall": 5, "time": 4}, least=1, most=5)
    assert told(event(activity.SurveyInvited, 0, form="result"), answered) == {
        ("invited", on(0), 1),
        ("responded", on(0), 1),
        ("answered:1-5", on(3), 1),
        ("score_sum:1-5", on(3), 9),
        ("score_count:1-5", on(3), 2),
        ("score_most:1-5", on(3), 10),
        ("scores:1-5:4", on(3), 1),
        ("scores:1-5:5", on(3), 1),
    }
    assert details(answered) == {("survey", "land", "result")}


def test_an_answer_of_which_no_invitation_is_known_is_no_part_of_the_invited() -> None:
    """Or more would have answered than were asked."""
    answered = event(activity.SurveyAnswered, 3, form="result", scores={"overall": 5}, least=1, most=5)
    assert "responded" not in {measure for measure, _, _ in told(answered)}


def test_who_answers_unasked_is_no_part_of_the_surveys() -> None:
    """Answers on the portal have no invitations; they would make more answers than questions."""
    answered = event(activity.SurveyAnswered, 3, form="portal", scores={"overall": 5}, least=1, most=5)
    assert details(answered) == {("portal", "land", "portal")}
