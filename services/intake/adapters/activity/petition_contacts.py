"""Seals the number of who sent a petition to notifications, which alone can open it."""

from joserfc.jwk import ECKey

from services.contracts.events.challenge import PetitionContact
from services.intake.application.activity.tell_petitioner import SealPetitionContact
from services.runtime.sealing import sealer_for

__all__ = ["PetitionContacts"]


class PetitionContacts(SealPetitionContact):
    def __init__(self, notifications_key: ECKey) -> None:
        self._sealer = sealer_for(notifications_key)

    def seal(self, phone: str, language: str) -> str:
        return self._sealer.seal(PetitionContact(phone=phone, language=language).model_dump_json().encode())
