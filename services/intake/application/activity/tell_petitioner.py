"""Has the sender of a petition told of its steps: in one commit with the step, the number sealed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final, Protocol

from services.contracts.events.challenge import PetitionOccasion, PetitionTold
from services.contracts.topics import CHALLENGE
from services.intake.application.activity.petition_texts import PetitionTexts
from services.intake.application.activity.petition_view import PetitionView
from services.intake.application.activity.ports import Step
from services.intake.domain.activity.petition import Petition
from services.kernel.phone import PhoneError, parse_mobile
from services.runtime.aggregates.model import NewEvent

__all__ = ["SealPetitionContact", "TellPetitioner"]

_OCCASIONS: Final[Mapping[str, PetitionOccasion]] = {
    "acknowledge": "acknowledged",
    "answer": "answered",
    "publish": "published",
}


class SealPetitionContact(Protocol):
    def seal(self, phone: str, language: str) -> str: ...


class TellPetitioner:
    """Nothing is told without a mobile number that its sender gave, nor of what was written up afterwards."""

    def __init__(self, texts: PetitionTexts, view: PetitionView, contacts: SealPetitionContact) -> None:
        self._texts = texts
        self._view = view
        self._contacts = contacts

    def __call__(self, moved: Step[Petition], kind: str, trace: str | None) -> Step[Petition]:
        """The step with one event more; the same for a step that nobody is told of."""
        occasion, jwe = _OCCASIONS.get(kind), self._sealed(moved)
        if occasion is None or jwe is None or moved.kept.record.backfill:
            return moved
        petition = moved.kept.record
        told = PetitionTold(
            occurred_at=_at(petition, occasion),
            record=petition.id,
            agency=petition.agency,
            occasion=occasion,
            due_at=petition.answer_due(self._view.calendar(petition)) if occasion == "acknowledged" else None,
            jwe=jwe,
        )
        event = NewEvent(CHALLENGE, told, petition.id, petition.id, trace)
        return replace(moved, events=(*moved.events, event))

    def _sealed(self, moved: Step[Petition]) -> str | None:
        written = self._texts.written(moved.kept)
        if written is None or not written["phone"]:
            return None
        try:
            phone = parse_mobile(written["phone"])
        except PhoneError:
            return None
        return self._contacts.seal(phone, written.get("language", "vi"))


def _at(petition: Petition, occasion: PetitionOccasion) -> datetime:
    moments = {
        "acknowledged": petition.acknowledged_at,
        "answered": petition.answered_at,
        "published": petition.published_at,
    }
    return moments[occasion] or petition.received_at
