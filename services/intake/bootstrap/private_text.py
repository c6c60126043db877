"""What keeps the texts of the desk's records private, from the settings."""

from services.intake.adapters.activity.private_text import SealedText
from services.intake.settings import IntakeSettings
from services.runtime.sealing import FieldCipher

__all__ = ["private_text"]


def private_text(settings: IntakeSettings) -> SealedText:
    previous = settings.lookup_hash_key_previous
    return SealedText(
        FieldCipher(settings.field_keys),
        settings.lookup_hash_key.get_secret_value().encode(),
        previous.get_secret_value().encode() if previous else None,
    )
