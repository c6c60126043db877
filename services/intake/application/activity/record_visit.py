"""Writes down a visit to the citizens' reception."""

from dataclasses import dataclass
from typing import Any

from services.contracts.events.activity import VisitRecorded
from services.contracts.topics import ACTIVITY
from services.intake.application.activity.desk_request import DeskRequest, DeskTime
from services.intake.application.activity.open_record import Opener
from services.intake.application.activity.place import Places, day_text
from services.intake.application.activity.ports import Kept, Step
from services.intake.application.dossiers.representation import local_text
from services.intake.application.refusals import as_permanent
from services.intake.domain.activity.visit import Visit
from services.kernel.times import local_day
from services.runtime.aggregates.model import NewEvent
from services.runtime.failures import PermanentError

__all__ = ["RecordVisit", "RecordedVisit", "represent_visit"]


@dataclass(frozen=True, slots=True)
class RecordedVisit:
    body: dict[str, Any]
    replayed: bool


class RecordVisit:
    def __init__(self, opener: Opener[Visit], places: Places, time: DeskTime) -> None:
        self._open = opener
        self._places = places
        self._time = time

    async def __call__(self, request: DeskRequest, field: str, outcome: str) -> RecordedVisit:
        """Raises PermanentError(field_unknown | outcome_unknown | ...)."""
        self._places.check(request.agency, field)
        if (earlier := await self._open.earlier(request)) is not None:
            return RecordedVisit(represent_visit(self._places, earlier.record), replayed=True)
        time = self._time(request)
        with as_permanent():
            rules = self._places.terms.catalogue.rules_on(local_day(time.at), request.agency)
        if outcome not in rules.visit_outcomes:
            raise PermanentError("outcome_unknown", outcome=outcome, known=sorted(rules.visit_outcomes))

        def build(id_: str, _: int) -> Step[Visit]:
            visit = Visit(id_, request.agency, field, time.at, outcome, backfill=time.backfill)
            here = self._places.of(id_, request.agency, field, time.at, backfill=time.backfill)
            event = NewEvent(ACTIVITY, VisitRecorded(**here, outcome=outcome), id_, id_, request.trace)
            return Step(id_, Kept(visit), (event,))

        opened = await self._open(request, f"V-{request.agency}-{day_text(time.at)}", build)
        return RecordedVisit(represent_visit(self._places, opened.record), opened.replayed)


def represent_visit(places: Places, visit: Visit) -> dict[str, Any]:
    return {
        "visit": visit.id,
        **places.describe(visit.agency, visit.field),
        "at": local_text(visit.at),
        "outcome": visit.outcome,
        "dossier": visit.code,
        "links": {"self": f"/v1/desk/visits/{visit.id}"},
    }
