"""From `desk.activity.v1` to what its events tell of their record; an event that says nothing countable gives None."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from services.contracts.events import activity
from services.contracts.events.payload import Payload
from services.kernel.times import local_day
from services.stats.domain.activity import desk
from services.stats.domain.activity.records import Amounts, Manner, RecordChange, Said, Telling
from services.stats.domain.cells import escape
from services.stats.domain.histogram import bucket_of_completed

_RESTRICTED: Final = "denunciation"
_UNASKED: Final = "portal"


def translate_desk(data: Payload) -> RecordChange | None:
    """Return what the event tells; types that only move a record along tell nothing."""
    translate = _TRANSLATIONS.get(type(data))
    return None if translate is None else translate(data)


def _said(data: activity.Activity, record_type: str, sub: str, *amounts: tuple[str, int]) -> Said:
    cell = desk.desk_cell(record_type, data.agency, data.province, data.field or "", sub)
    return Said(cell, local_day(data.occurred_at), amounts)


def _once(name: str, said: Said) -> RecordChange:
    return (Telling(name, said),)


def _issued(data: activity.TicketIssued) -> RecordChange:
    return _once("issued", _said(data, desk.TICKET, data.window, (desk.TICKETS_ISSUED, 1)))


def _served(data: activity.TicketServed) -> RecordChange:
    amounts = (
        (desk.TICKETS_SERVED, 1),
        (desk.AFTER_HOURS, int(data.after_hours)),
        (f"{desk.WAIT}:{bucket_of_completed(data.wait_minutes)}", 1),
        (f"{desk.SERVICE}:{bucket_of_completed(data.service_minutes)}", 1),
        (desk.WAIT_MINUTES, data.wait_minutes),
        (desk.SERVICE_MINUTES, data.service_minutes),
    )
    return _once("ended", _said(data, desk.TICKET, "", *amounts))


def _no_show(data: activity.TicketNoShow) -> RecordChange:
    return _once("ended", _said(data, desk.TICKET, "", (desk.NO_SHOWS, 1)))


def _called(data: activity.CallRecorded) -> RecordChange:
    return _once("recorded", _said(data, desk.CALL, data.procedure or "", (f"{desk.CALLS}:{data.outcome}", 1)))


def _call_linked(data: activity.CallLinked) -> RecordChange:
    """Linking again judges again: it is counted on the day of the first link, as judged last."""
    judged: Amounts = ()
    if data.complete is not None:
        judged = ((desk.CALLS_COMPLETE if data.complete else desk.CALLS_INCOMPLETE, 1),)
    said = _said(data, desk.CALL, data.procedure, (desk.CALLS_LINKED, 1), *judged)
    return (Telling("linked", said, Manner.REVISED),)


def _visited(data: activity.VisitRecorded) -> RecordChange:
    return _once("recorded", _said(data, desk.VISIT, "", (f"{desk.VISITS}:{escape(data.outcome)}", 1)))


def _visit_linked(data: activity.VisitLinked) -> RecordChange:
    return _once("linked", _said(data, desk.VISIT, "", (desk.VISITS_LINKED, 1)))


def _opened(data: activity.DeskOpened) -> RecordChange:
    late = data.late_minutes
    amounts = (
        (desk.OPENED, 1),
        (desk.LATE_OPENED, int(late > 0)),
        (desk.LATE_MINUTES, late),
        (desk.BREACHES, int(data.breach)),
    )
    return (Telling(f"opened/{data.window}", _said(data, desk.HOURS, data.window, *amounts), Manner.ADDED),)


def _closed(data: activity.DeskClosed) -> RecordChange:
    early = data.early_minutes
    amounts = (
        (desk.CLOSED, 1),
        (desk.EARLY_CLOSED, int(early > 0)),
        (desk.EARLY_MINUTES, early),
        (desk.BREACHES, int(data.breach)),
    )
    return (Telling(f"closed/{data.window}", _said(data, desk.HOURS, data.window, *amounts), Manner.ADDED),)


def _petition(data: activity.PetitionMoved, *amounts: tuple[str, int]) -> Said:
    return _said(data, desk.PETITION, "" if data.kind == _RESTRICTED else data.about or "", *amounts)


def _petition_received(data: activity.PetitionReceived) -> RecordChange:
    said = _petition(data, (f"{desk.PETITIONS_RECEIVED}:{data.kind}", 1))
    return _once("received", said._replace(day=local_day(data.received_at)))


def _acknowledged(data: activity.PetitionAcknowledged) -> RecordChange:
    return _once("acknowledged", _petition(data, (desk.ACKNOWLEDGED, 1)))


def _answered(data: activity.PetitionAnswered) -> RecordChange:
    return _once("answered", _petition(data, (f"{desk.ANSWERED}:{desk.in_time(data.in_time)}", 1)))


def _petition_refused(data: activity.PetitionRefused) -> RecordChange:
    late = int(data.in_time is False)
    return _once("refused", _petition(data, (desk.REFUSED, 1), (desk.REFUSED_LATE, late)))


def _published(data: activity.PetitionPublished) -> RecordChange:
    late = int(data.in_time is False)
    return _once("published", _petition(data, (desk.PUBLISHED, 1), (desk.PUBLISHED_LATE, late)))


def _rated(data: activity.PetitionRated) -> RecordChange:
    """Said again, the last one holds, on the day of the first."""
    if data.least is None or data.most is None:
        said = _petition(data, (f"{desk.RATED}:{desk.UNKNOWN_SCALE}", 1))
    else:
        rated = (f"{desk.RATED}:{data.least}-{data.most}", 1)
        said = _petition(data, rated, *desk.of_scores([data.score], data.least, data.most))
    return (Telling("rated", said, Manner.REVISED),)


def _invited(data: activity.SurveyInvited) -> RecordChange:
    return _once("invited", _said(data, desk.SURVEY, data.form, (desk.INVITED, 1)))


def _survey_answered(data: activity.SurveyAnswered) -> RecordChange:
    answered = (f"{desk.ANSWERED}:{data.least}-{data.most}", 1)
    amounts = (answered, *desk.of_scores(data.scores.values(), data.least, data.most))
    record_type = desk.PORTAL if data.form == _UNASKED else desk.SURVEY
    said = _said(data, record_type, data.form, *amounts)
    responded = said._replace(amounts=((desk.RESPONDED, 1),))
    return (Telling("answered", said), Telling("responded", responded, beside="invited"))


_TRANSLATIONS: Final[Mapping[type[Payload], Callable[[Any], RecordChange]]] = {
    activity.TicketIssued: _issued,
    activity.TicketServed: _served,
    activity.TicketNoShow: _no_show,
    activity.CallRecorded: _called,
    activity.CallLinked: _call_linked,
    activity.VisitRecorded: _visited,
    activity.VisitLinked: _visit_linked,
    activity.DeskOpened: _opened,
    activity.DeskClosed: _closed,
    activity.PetitionReceived: _petition_received,
    activity.PetitionAcknowledged: _acknowledged,
    activity.PetitionAnswered: _answered,
    activity.PetitionRefused: _petition_refused,
    activity.PetitionPublished: _published,
    activity.PetitionRated: _rated,
    activity.SurveyInvited: _invited,
    activity.SurveyAnswered: _survey_answered,
}
COUNTED: Final[frozenset[type[Payload]]] = frozenset(_TRANSLATIONS)
"""Types that tell something countable."""
