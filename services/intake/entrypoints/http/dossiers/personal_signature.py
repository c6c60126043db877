"""A citizen's own signature in the body of an online filing."""

import base64
import binascii
from collections.abc import Mapping
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field

from services.intake.application.dossiers.personal_signature import PersonalSignature
from services.runtime.auth.signatures import canonical_json
from services.runtime.failures import PermanentError

__all__ = ["PersonalSignatureForm", "signature_in"]

_FIELD: Final = "personal_signature"


class PersonalSignatureForm(BaseModel):
    """Over the canonical JSON (sorted keys, no white space) of the whole body without this member."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    certificate: Annotated[
        str, Field(min_length=1, max_length=16_384, description="PEM; intermediates after the signer's own")
    ]
    value: Annotated[
        str, Field(min_length=1, max_length=2048, description="Base64; RSA PKCS #1 v1.5 or ECDSA, SHA-256")
    ]


def signature_in(body: Mapping[str, Any]) -> PersonalSignature:
    """The signature of a body that has one, with what it must cover. Raises PermanentError(personal_signature_bad)."""
    given = PersonalSignatureForm.model_validate(body[_FIELD])
    try:
        value = base64.b64decode(given.value, validate=True)
        content = canonical_json({name: each for name, each in body.items() if name != _FIELD})
    except (binascii.Error, ValueError):
        raise PermanentError("personal_signature_bad") from None
    return PersonalSignature(given.certificate.encode(), value, content)
