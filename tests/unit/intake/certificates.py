"""A certification authority of a test, and citizens' certificates and signatures."""

from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID

from services.intake.application.dossiers.personal_signature import PersonalSignature

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


def signed(key: Any, issuer_key: Any = AUTHORITY_KEY, content: bytes = CONTENT) -> PersonalSignature:
    certificate = _certificate("Citizen", key, "Authority", issuer_key, authority=False)
    match key:
        case rsa.RSAPrivateKey():
            value = key.sign(content, padding.PKCS1v15(), hashes.SHA256())
        case _:
            value = key.sign(content, ec.ECDSA(hashes.SHA256()))
    return PersonalSignature(certificate.public_bytes(serialization.Encoding.PEM), value, content)
