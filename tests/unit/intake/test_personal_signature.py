"""A citizen's signature under a filing is verified against trusted authorities, with real certificates."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID

from services.intake.adapters.dossiers.trusted_certificates import TrustedCertificates
from services.intake.application.dossiers.personal_signature import PersonalSignature
from services.runtime.failures import PermanentError

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
CONTENT = b'{"agency":"H90.01","procedure":"1.004873"}'


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _certificate(subject: str, key: Any, issuer: str, issuer_key: Any, *, authority: bool) -> x509.Certificate:
    usage = x509.KeyUsage(
        digital_signature=not authority, content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=authority, crl_sign=authority, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=30))
        .not_valid_after(NOW + timedelta(days=365))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    return builder.sign(issuer_key, hashes.SHA256())


AUTHORITY_KEY = ec.generate_private_key(ec.SECP256R1())
AUTHORITY = _certificate("Authority", AUTHORITY_KEY, "Authority", AUTHORITY_KEY, authority=True)


def _signed(key: Any, issuer_key: Any = AUTHORITY_KEY) -> PersonalSignature:
    certificate = _certificate("Citizen", key, "Authority", issuer_key, authority=False)
    match key:
        case rsa.RSAPrivateKey():
            value = key.sign(CONTENT, padding.PKCS1v15(), hashes.SHA256())
        case _:
            value = key.sign(CONTENT, ec.ECDSA(hashes.SHA256()))
    return PersonalSignature(certificate.public_bytes(serialization.Encoding.PEM), value, CONTENT)


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
    TrustedCertificates([AUTHORITY]).check(_signed(key), NOW)


def test_a_changed_filing_is_refused() -> None:
    """The signature covers every byte of what was sent."""
    signed = _signed(ec.generate_private_key(ec.SECP256R1()))
    changed = PersonalSignature(signed.chain, signed.value, CONTENT.replace(b"H90.01", b"H90.02"))
    assert _reason(changed) == "personal_signature_bad"


def test_a_certificate_of_somebody_else_is_refused() -> None:
    """A certificate that only bears the authority's name was not issued by it."""
    impostor = ec.generate_private_key(ec.SECP256R1())
    assert _reason(_signed(ec.generate_private_key(ec.SECP256R1()), impostor)) == "personal_certificate_untrusted"


def test_an_expired_certificate_and_nonsense_are_refused() -> None:
    """Time and form are checked too."""
    signed = _signed(ec.generate_private_key(ec.SECP256R1()))
    assert _reason(signed, NOW + timedelta(days=400)) == "personal_certificate_untrusted"
    assert _reason(PersonalSignature(b"no certificate", b"x", CONTENT)) == "personal_certificate_untrusted"


def test_without_authorities_the_offer_is_off() -> None:
    """An operator who trusts nobody cannot verify, and says so."""
    signed = _signed(ec.generate_private_key(ec.SECP256R1()))
    assert _reason(signed, trusted=TrustedCertificates.read(None)) == "personal_signature_unavailable"
