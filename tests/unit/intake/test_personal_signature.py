"""A citizen's signature under a filing is verified against trusted authorities, with real certificates."""

import base64
from datetime import datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from services.intake.adapters.dossiers.trusted_certificates import TrustedCertificates
from services.intake.application.dossiers.personal_signature import PersonalSignature
from services.intake.entrypoints.http.dossiers.personal_signature import signature_in
from services.runtime.failures import PermanentError
from tests.unit.intake.certificates import AUTHORITY, CONTENT, NOW, signed


def _reason(signature: PersonalSignature, at: datetime = NOW, trusted: TrustedCertificates | None = None) -> str:
    with pytest.raises(PermanentError) as refused:
        (trusted or TrustedCertificates([AUTHORITY])).check(signature, at)
    return refused.value.reason


@pytest.mark.parametrize(
    "key",
    [
        pytest.param(ec.generate_private_key(ec.SECP256R1()), id="ecdsa"),
        pytest.param(rsa.generate_private_key(65537, 2048), id="rsa"),
    ],
)
def test_a_signature_by_a_trusted_certificate_is_verified(key: Any) -> None:
    """The usual kinds of keys pass."""
    TrustedCertificates([AUTHORITY]).check(signed(key), NOW)


def test_a_changed_filing_is_refused() -> None:
    """The signature covers every byte of what was sent."""
    given = signed(ec.generate_private_key(ec.SECP256R1()))
    changed = PersonalSignature(given.chain, given.value, CONTENT.replace(b"H90.01", b"H90.02"))
    assert _reason(changed) == "personal_signature_bad"


def test_a_certificate_of_somebody_else_is_refused() -> None:
    """A certificate that only bears the authority's name was not issued by it."""
    impostor = ec.generate_private_key(ec.SECP256R1())
    assert _reason(signed(ec.generate_private_key(ec.SECP256R1()), impostor)) == "personal_certificate_untrusted"


def test_an_expired_certificate_and_nonsense_are_refused() -> None:
    """Time and form are checked too."""
    given = signed(ec.generate_private_key(ec.SECP256R1()))
    assert _reason(given, NOW + timedelta(days=400)) == "personal_certificate_untrusted"
    assert _reason(PersonalSignature(b"no certificate", b"x", CONTENT)) == "personal_certificate_untrusted"


def test_what_is_signed_is_the_body_without_the_signature() -> None:
    """The order of members and white space mean nothing; the signature itself is left out."""
    given = {"certificate": "PEM", "value": base64.b64encode(b"x").decode()}
    body = {"procedure": "1.004873", "personal_signature": given, "agency": "H90.01"}
    assert signature_in(body) == PersonalSignature(b"PEM", b"x", CONTENT)
    with pytest.raises(PermanentError, match="personal_signature_bad"):
        signature_in(body | {"personal_signature": given | {"value": "not base64"}})


def test_without_authorities_the_offer_is_off() -> None:
    """An operator who trusts nobody cannot verify, and says so."""
    given = signed(ec.generate_private_key(ec.SECP256R1()))
    assert _reason(given, trusted=TrustedCertificates.read(None)) == "personal_signature_unavailable"
