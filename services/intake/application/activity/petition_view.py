"""Petitions as the rest of the world reads them: events, and answers without personal data."""

from datetime import datetime
from typing import Any

from services.contracts.events import activity
from services.contracts.topics import ACTIVITY
from services.intake.application.activity.place import Places
from services.intake.application.dossiers.representation import local_text
from services.intake.domain.activity.petition import Petition
from services.kernel.times import Clock
from services.kernel.working_time import WorkingCalendar
from services.runtime.aggregates.model import NewEvent

__all__ = ["PetitionView"]


class PetitionView:
    """Whatever a restricted petition is about, events and answers name its handler alone."""

    def __init__(self, places: Places, clock: Clock) -> None:
        self.places = places
        self._clock = clock

    def calendar(self, petition: Petition) -> WorkingCalendar:
        return self.places.terms.catalogue.calendar_for(petition.agency)

    def event(
        self,
        model: type[activity.PetitionMoved],
        petition: Petition,
        at: datetime,
        *,
        due: datetime | None = None,
        trace: str | None = None,
        **details: Any,
    ) -> NewEvent:
        """`due` is the limit that the step had to keep, None when it had none."""
        here = self.places.of(petition.id, petition.agency, petition.field, at, backfill=petition.backfill)
        body = model(
            **here,
            kind=petition.kind,
            about=petition.about,
            state=petition.state.value,
            received_at=petition.received_at,
            due_at=petition.next_due(self.calendar(petition)),
            in_time=None if due is None else at <= due,
            **details,
        )
        return NewEvent(ACTIVITY, body, petition.id, petition.id, trace)

    def row(self, petition: Petition) -> dict[str, Any]:
        """For lists, and as part of every answer."""
        calendar, now = self.calendar(petition), self._clock()
        return {
            "petition": petition.id,
            **self.places.describe(petition.agency, petition.field),
            "kind": petition.kind,
            "about": petition.about,
            "state": petition.state.value,
            "received_at": local_text(petition.received_at),
            "acknowledged_at": local_text(petition.acknowledged_at),
            "due_at": local_text(petition.next_due(calendar)),
            "overdue": petition.is_overdue(calendar, now),
            "answered_at": local_text(petition.answered_at),
            "published_at": local_text(petition.published_at),
            "refusal": petition.refusal,
            "score": petition.score,
        }

    def limits(self, petition: Petition) -> dict[str, Any]:
        """All four limits, for its handler."""
        calendar = self.calendar(petition)
        return {
            "refuse_by": local_text(petition.refuse_due(calendar)),
            "ask_by": local_text(petition.ask_due(calendar)),
            "answer_by": local_text(petition.answer_due(calendar)),
            "publish_by": local_text(petition.publish_due(calendar)),
        }
