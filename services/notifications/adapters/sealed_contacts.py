"""Opens contacts with notifications' private key."""

import hashlib
from typing import Final

from joserfc.jwk import ECKey
from pydantic import ValidationError

from services.contracts.events.contact import ContactClaims
from services.notifications.adapters.recipient_claims import RecipientClaims
from services.notifications.application.ports import OpenedChallenge, OpenedContact
from services.runtime.failures import PermanentError
from services.runtime.sealing import keyed_hash, seal, unseal

__all__ = ["SealedContacts"]

_PURPOSE: Final = b"lienthong/notifications/recipient/"


class SealedContacts:
    """The key of the hash follows from the private key: whoever can hash a number here could open contacts anyway."""

    def __init__(self, private_jwk: ECKey) -> None:
        self._key = private_jwk
        secret = str(private_jwk.as_dict(private=True)["d"]).encode()
        self._hash_key = hashlib.sha256(_PURPOSE + secret).digest()

    def open(self, jwe: str) -> OpenedContact:
        """Raises PermanentError(jwe_unreadable | contact_invalid)."""
        plain = unseal(self._key, jwe)
        try:
            claims = ContactClaims.model_validate_json(plain)
        except ValidationError:
            # Without its cause: pydantic quotes what it refuses.
            raise PermanentError("contact_invalid") from None
        return OpenedContact(
            claims.phone, claims.language, claims.channels, claims.survey, claims.advertising, claims.email
        )

    def open_challenge(self, jwe: str) -> OpenedChallenge:
        """Raises PermanentError(jwe_unreadable | challenge_invalid)."""
        plain = unseal(self._key, jwe)
        try:
            claims = RecipientClaims.model_validate_json(plain)
        except ValidationError:
            raise PermanentError("challenge_invalid") from None
        return OpenedChallenge(claims.phone, claims.answer, claims.language)

    def seal(self, phone: str) -> str:
        return seal(self._key, RecipientClaims(phone=phone).model_dump_json().encode())

    def recipient(self, phone: str) -> str:
        return keyed_hash(self._hash_key, phone)
