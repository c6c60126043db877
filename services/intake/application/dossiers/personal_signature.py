"""A citizen's own digital signature under an online filing: offered, verified, never required (article 003).

What is signed is the canonical JSON of the filing as it was sent, without the signature itself.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

__all__ = ["PersonalSignature", "PersonalSignatures"]


@dataclass(frozen=True, slots=True)
class PersonalSignature:
    """`chain` is the signer's certificate in PEM, intermediates after it; `value` the raw signature over `content`."""

    chain: bytes
    value: bytes
    content: bytes

    def __repr__(self) -> str:
        return "PersonalSignature(...)"


class PersonalSignatures(Protocol):
    """Verifies against the certification authorities that the operator trusts."""

    def check(self, signature: PersonalSignature, at: datetime) -> None:
        """Raises PermanentError(personal_signature_bad | personal_certificate_untrusted |
        personal_signature_unavailable).
        """
        ...
