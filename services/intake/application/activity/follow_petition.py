"""The sender's side of a petition: its state, giving more, saying how satisfied they are; by code and token."""

import hmac
from dataclasses import replace
from typing import Any

from services.contracts.events.activity import PetitionRated
from services.intake.application.activity.change_record import change_record
from services.intake.application.activity.handle_petition import TakenStep, move
from services.intake.application.activity.petition_steps import PetitionStep
from services.intake.application.activity.petition_texts import PetitionTexts
from services.intake.application.activity.petition_view import PetitionView
from services.intake.application.activity.ports import Kept, Records, Step
from services.intake.application.refusals import as_permanent
from services.intake.domain.activity.petition import Petition, PetitionState
from services.kernel.catalogue.pack_rules import SurveyRules
from services.kernel.times import Clock, local_day
from services.runtime.failures import PermanentError

__all__ = ["FollowPetition"]


class FollowPetition:
    """A wrong token and an unknown code get the same answer."""

    def __init__(self, petitions: Records[Petition], view: PetitionView, texts: PetitionTexts, clock: Clock) -> None:
        self._petitions = petitions
        self._view = view
        self._texts = texts
        self._clock = clock

    async def status(self, petition: str, token: str) -> dict[str, Any]:
        """Without what its sender wrote; the answer itself only once published. Raises PermanentError."""
        return self._body(await self._owned(petition, token))

    async def supply(self, petition: str, token: str, text: str, *, mark: str | None = None) -> dict[str, Any]:
        """Raises PermanentError(petition_not_found | petition_step_not_allowed)."""
        await self._owned(petition, token)
        taken = TakenStep(PetitionStep("supply", text), self._clock(), mark, None)
        kept = await change_record(
            self._petitions, petition, "petition_not_found", lambda found: move(self._view, self._texts, found, taken)
        )
        return self._body(kept)

    async def rate(self, petition: str, token: str, score: int) -> dict[str, Any]:
        """On the scale of the rules; once. Raises PermanentError(score_out_of_range | petition_rated | ...)."""
        kept = await self._owned(petition, token)
        scale = self._scale(kept.record, score)
        at = self._clock()

        def decide(found: Kept[Petition]) -> Step[Petition] | None:
            if found.record.score == score:
                return None
            after = found.record.rated(score)
            event = self._view.event(PetitionRated, after, at, score=score, least=scale.least, most=scale.most)
            return Step(petition, replace(found, record=after), (event,))

        return self._body(await change_record(self._petitions, petition, "petition_not_found", decide))

    async def _owned(self, petition: str, token: str) -> Kept[Petition]:
        kept = await self._petitions.load(petition) if petition.startswith("P-") else None
        if kept is None or not hmac.compare_digest(kept.record.token_hash, self._texts.token_hash(token)):
            raise PermanentError("petition_not_found", record=petition)
        return kept

    def _scale(self, petition: Petition, score: int) -> SurveyRules:
        with as_permanent():
            rules = self._view.places.terms.catalogue.rules_on(local_day(self._clock()), petition.agency)
        if not rules.survey.least <= score <= rules.survey.most:
            raise PermanentError("score_out_of_range", least=rules.survey.least, most=rules.survey.most)
        return rules.survey

    def _body(self, kept: Kept[Petition]) -> dict[str, Any]:
        petition = kept.record
        asked = self._texts.text(kept, f"asked-{petition.asked}") if petition.asked else None
        waiting = petition.state is PetitionState.MORE_ASKED
        return self._view.row(petition) | {
            "asked": asked if waiting else None,
            "published": petition.published_text,
        }
