"""Personal data at rest and on its way: encrypted fields in the dossier, contacts sealed to notifications."""

from dataclasses import asdict
from datetime import datetime

import orjson
from joserfc.jwk import ECKey

from services.contracts.events.contact import ContactChanged, ContactClaims
from services.intake.application.dossiers.applicant import Applicant, Contact
from services.runtime.sealing import FieldCipher, keyed_hash, sealer_for

__all__ = ["Vault"]


class Vault:
    """Ciphertexts are bound to their dossier: moved to another one they do not open."""

    def __init__(self, cipher: FieldCipher, notifications_key: ECKey, hash_key: bytes) -> None:
        self._cipher = cipher
        self._contacts = sealer_for(notifications_key)
        self._hash_key = hash_key

    def encrypt(self, code: str, applicant: Applicant | None) -> str | None:
        """The form in which the store keeps the applicant."""
        if applicant is None:
            return None
        return self._cipher.encrypt(orjson.dumps(asdict(applicant)), _place(code))

    def decrypt(self, code: str, text: str) -> Applicant:
        return Applicant(**orjson.loads(self._cipher.decrypt(text, _place(code))))

    def contact_event(self, code: str, contact: Contact, at: datetime) -> ContactChanged:
        """The contact as notifications alone can read it."""
        claims = ContactClaims(phone=contact.phone, language=contact.language, channels=contact.channels)
        jwe = self._contacts.seal(claims.model_dump_json().encode())
        return ContactChanged(code=code, jwe=jwe, occurred_at=at)

    def digest(self, content: bytes) -> str:
        """A keyed hash of a request: a plain one would let its personal data be guessed."""
        return keyed_hash(self._hash_key, content.hex())


def _place(code: str) -> bytes:
    return f"dossier/{code}/applicant".encode()
