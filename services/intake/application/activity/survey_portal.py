"""The survey that anybody may answer on the portal, about an agency, without a dossier."""

from collections.abc import Mapping
from typing import Any

from services.contracts.events.activity import SurveyAnswered
from services.contracts.topics import ACTIVITY
from services.intake.application.activity.desk_request import DeskRequest
from services.intake.application.activity.open_record import Opener
from services.intake.application.activity.place import Places, day_text
from services.intake.application.activity.ports import Kept, Step
from services.intake.application.activity.survey_scale import SurveyScale
from services.intake.domain.activity.survey import Survey
from services.kernel.times import Clock
from services.runtime.aggregates.model import NewEvent

__all__ = ["AnswerOnPortal"]


class AnswerOnPortal:
    """One answer per Idempotency-Key, which the page draws for its form."""

    def __init__(self, opener: Opener[Survey], scale: SurveyScale, places: Places, clock: Clock) -> None:
        self._open = opener
        self._scale = scale
        self._places = places
        self._clock = clock

    async def __call__(self, request: DeskRequest, scores: Mapping[str, int]) -> dict[str, Any]:
        """Raises PermanentError(scores_invalid | agency_unknown | idempotency_key_reused)."""
        rules = self._scale.check(request.agency, scores)
        at = self._clock()

        def build(id_: str, _: int) -> Step[Survey]:
            survey = Survey(id_, request.agency, "portal", at, answered_at=at)
            here = self._places.of(id_, request.agency, None, at, backfill=False)
            event = SurveyAnswered(
                **here, form="portal", channel="online", scores=dict(scores), least=rules.least, most=rules.most
            )
            return Step(id_, Kept(survey), (NewEvent(ACTIVITY, event, id_, id_, request.trace),))

        await self._open(request, f"S-{request.agency}-{day_text(at)}", build)
        return {"form": "portal", "answered": True}
