"""Personal data at rest and on its way: encrypted fields in the dossier, contacts sealed to notifications."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

import orjson
from joserfc.jwk import ECKey

from services.contracts.events.contact import ContactChanged, ContactClaims
from services.intake.adapters.privacy.look_up_hashes import KeyedHashes
from services.intake.application.dossiers.applicant import Applicant, Contact, SealedApplicant
from services.runtime.sealing import DataKeys, FieldCipher, sealer_for

__all__ = ["ApplicantVault", "Vault", "place_of_applicant", "place_of_key"]


class ApplicantVault:
    """Each dossier has a key of its own, wrapped by the ring and kept in it: erasing drops the key.

    Ciphertexts are bound to their dossier: moved to another one they do not open.
    """

    def __init__(self, cipher: FieldCipher, hashes: KeyedHashes) -> None:
        self.hashes = hashes
        self._cipher = cipher
        self._keys = DataKeys(cipher)

    def encrypt(self, code: str, applicant: Applicant | None) -> SealedApplicant | None:
        """The form in which the store keeps the applicant."""
        if applicant is None:
            return None
        data_key, cipher = self._keys.new(place_of_key(code))
        text = cipher.encrypt(orjson.dumps(asdict(applicant)), place_of_applicant(code))
        return SealedApplicant(text, data_key, self.hashes.beside(applicant))

    def decrypt(self, code: str, sealed: SealedApplicant) -> Applicant:
        """Raises PermanentError(field_key_unknown | field_unreadable)."""
        # One from before dossiers had keys of their own is under the ring itself.
        cipher = self._keys.opened(sealed.data_key, place_of_key(code)) if sealed.data_key else self._cipher
        return Applicant(**orjson.loads(cipher.decrypt(sealed.text, place_of_applicant(code))))


class Vault(ApplicantVault):
    """Seals contacts to notifications besides, each with the token of the dossier's invitation to the survey."""

    def __init__(
        self,
        cipher: FieldCipher,
        notifications_key: ECKey,
        hashes: KeyedHashes,
        survey_token: Callable[[str], str | None] = lambda _: None,
    ) -> None:
        super().__init__(cipher, hashes)
        self._survey_token = survey_token
        self._contacts = sealer_for(notifications_key)

    def contact_event(self, code: str, contact: Contact, at: datetime) -> ContactChanged:
        """The contact as notifications alone can read it."""
        claims = ContactClaims(
            phone=contact.phone,
            language=contact.language,
            channels=contact.channels,
            survey=self._survey_token(code) if contact.phone else None,
        )
        jwe = self._contacts.seal(claims.model_dump_json().encode())
        return ContactChanged(code=code, jwe=jwe, occurred_at=at)

    def digest(self, content: bytes) -> str:
        """A keyed hash of a request: a plain one would let its personal data be guessed."""
        return self.hashes.digests(content)[0]

    def is_digest(self, digest: str, content: bytes) -> bool:
        return digest in self.hashes.digests(content)


def place_of_applicant(code: str) -> bytes:
    return f"dossier/{code}/applicant".encode()


def place_of_key(code: str) -> bytes:
    return f"dossier/{code}/key".encode()
