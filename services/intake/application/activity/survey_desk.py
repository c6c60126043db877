"""Satisfaction surveys: whoever holds a dossier's token answers once; nobody learns who said what.

The token is worked out from code and form, so nothing is kept that could be stolen, and every paper and page that
shows it shows the same one.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from services.contracts.events.activity import SurveyAnswered, SurveyInvited
from services.contracts.topics import ACTIVITY
from services.intake.application.activity.change_record import change_record
from services.intake.application.activity.place import Places
from services.intake.application.activity.ports import Kept, PrivateText, Records, Step
from services.intake.application.activity.survey_scale import SurveyScale
from services.intake.application.activity.survey_token import survey_tokens
from services.intake.application.dossiers.ports import Dossiers
from services.intake.domain.activity.survey import FORMS, Survey, may_ask
from services.intake.domain.dossier import Dossier
from services.kernel.times import Clock
from services.runtime.aggregates.model import CommitOutcome, NewEvent
from services.runtime.failures import PermanentError

__all__ = ["Invitation", "SurveyDesk"]

_ID_CHARACTERS: Final = 40


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the citizen needs to answer."""

    code: str
    form: str
    token: str
    survey: Survey


class SurveyDesk:
    """Inviting twice makes one invitation: its id follows from code and form."""

    def __init__(
        self,
        surveys: Records[Survey],
        dossiers: Dossiers,
        scale: SurveyScale,
        places: Places,
        private: PrivateText,
        clock: Clock,
    ) -> None:
        self._surveys = surveys
        self._dossiers = dossiers
        self._scale = scale
        self._places = places
        self._private = private
        self._clock = clock

    def token(self, code: str, form: str = "result") -> str:
        """For a receipt's QR, a page or a message."""
        return survey_tokens(self._private, code, form)[0]

    async def invite(self, code: str, form: str = "result") -> Invitation:
        """Raises PermanentError(dossier_not_found | survey_not_open)."""
        kept = await self._dossiers.load(code)
        if kept is None:
            raise PermanentError("dossier_not_found", code=code)
        return await self.invite_for(kept.dossier, form)

    async def invite_for(self, dossier: Dossier, form: str = "result") -> Invitation:
        """Raises PermanentError(survey_not_open)."""
        if form not in FORMS or not may_ask(dossier, form):
            raise PermanentError("survey_not_open", form=form)
        ids = self._ids(dossier.code, form)
        # One that was made under the hash key before the current one is the same invitation.
        survey = await self._earlier(ids) or await self._invited(self._survey(ids[0], dossier, form))
        return Invitation(dossier.code, form, self.token(dossier.code, form), survey)

    async def questions(self, code: str, form: str, token: str) -> dict[str, Any]:
        """What is asked. Raises PermanentError(survey_not_found | survey_not_open)."""
        survey = (await self._opened(code, form, token)).survey
        asked = self._scale.questions(survey.agency)
        return asked | {"form": form, "answered": survey.answered_at is not None}

    async def answer(self, code: str, form: str, token: str, scores: Mapping[str, int]) -> dict[str, Any]:
        """Raises PermanentError(survey_not_found | survey_answered | scores_invalid | survey_not_open)."""
        survey = (await self._opened(code, form, token)).survey
        scale = self._scale.check(survey.agency, scores)
        at = self._clock()

        def decide(kept: Kept[Survey]) -> Step[Survey]:
            after = kept.record.answered(at)
            told = self._described(after, after.answered_at or at)
            event = SurveyAnswered(**told, scores=dict(scores), least=scale.least, most=scale.most)
            return Step(after.id, replace(kept, record=after), (NewEvent(ACTIVITY, event, after.id, after.id),))

        await change_record(self._surveys, survey.id, "survey_not_found", decide)
        return {"form": form, "answered": True}

    async def _opened(self, code: str, form: str, token: str) -> Invitation:
        """A wrong token and an unknown code get the same answer."""
        tokens = survey_tokens(self._private, code, form)
        if not any(hmac.compare_digest(each.encode(), token.encode()) for each in tokens):
            raise PermanentError("survey_not_found")
        return await self.invite(code, form)

    async def _earlier(self, ids: tuple[str, ...]) -> Survey | None:
        found = await self._surveys.load_many(ids)
        return next((kept.record for kept in found.values()), None)

    async def _invited(self, survey: Survey) -> Survey:
        """Whoever invites at the same moment makes the same record; the first one counts."""
        body = SurveyInvited(**self._described(survey, survey.invited_at))
        step = Step(survey.id, Kept(survey), (NewEvent(ACTIVITY, body, survey.id, survey.id),))
        if await self._surveys.commit(step) is CommitOutcome.COMMITTED:
            return survey
        return await self._earlier((survey.id,)) or survey

    def _ids(self, code: str, form: str) -> tuple[str, ...]:
        """The id of the invitation, under each hash key in use."""
        return tuple(f"S-{digest[:_ID_CHARACTERS]}" for digest in self._private.digests("survey", f"{form}|{code}"))

    def _survey(self, id_: str, dossier: Dossier, form: str) -> Survey:
        filing = dossier.filing
        invited_at = dossier.returned_at if form == "result" and dossier.returned_at else self._clock()
        return Survey(
            id=id_,
            agency=filing.agency,
            form=form,
            invited_at=invited_at,
            field=filing.field,
            procedure=filing.procedure,
            channel=filing.channel,
            backfill=filing.backfill,
        )

    def _described(self, survey: Survey, at: datetime) -> dict[str, Any]:
        here = self._places.of(survey.id, survey.agency, survey.field, at, backfill=survey.backfill)
        return here | {"form": survey.form, "procedure": survey.procedure, "channel": survey.channel}
