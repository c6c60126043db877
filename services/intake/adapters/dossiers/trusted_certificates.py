"""Personal signatures against the certification authorities in a PEM file (X.509; RSA and ECDSA keys)."""

from datetime import datetime
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import Certificate, load_pem_x509_certificates
from cryptography.x509.verification import ExtensionPolicy, PolicyBuilder, Store, VerificationError

from services.intake.application.dossiers.personal_signature import PersonalSignature
from services.runtime.failures import PermanentError

__all__ = ["TrustedCertificates"]


class TrustedCertificates:
    """Implements the port `PersonalSignatures`; without authorities every signature is refused as unavailable."""

    def __init__(self, authorities: list[Certificate]) -> None:
        self._store = Store(authorities) if authorities else None

    @classmethod
    def read(cls, file: Path | None) -> Self:
        """Raises ValueError when the file holds no certificate, OSError when it cannot be read."""
        return cls([] if file is None else load_pem_x509_certificates(file.read_bytes()))

    def check(self, signature: PersonalSignature, at: datetime) -> None:
        if self._store is None:
            raise PermanentError("personal_signature_unavailable")
        signer, *between = _chain(signature.chain)
        _check_chain(self._store, signer, between, at)
        try:
            _verify(signer, signature)
        except (InvalidSignature, UnsupportedAlgorithm):
            raise PermanentError("personal_signature_bad") from None


def _chain(pem: bytes) -> list[Certificate]:
    try:
        return load_pem_x509_certificates(pem)
    except ValueError:
        raise PermanentError("personal_certificate_untrusted") from None


def _check_chain(store: Store, signer: Certificate, between: list[Certificate], at: datetime) -> None:
    """A person's certificate has no host name, so only the authorities are held to the web's profile."""
    policy = (
        PolicyBuilder()
        .store(store)
        .time(at)
        .extension_policies(ca_policy=ExtensionPolicy.webpki_defaults_ca(), ee_policy=ExtensionPolicy.permit_all())
    )
    try:
        policy.build_client_verifier().verify(signer, between)
    except VerificationError:
        raise PermanentError("personal_certificate_untrusted") from None


def _verify(signer: Certificate, signature: PersonalSignature) -> None:
    match signer.public_key():
        case rsa.RSAPublicKey() as key:
            key.verify(signature.value, signature.content, padding.PKCS1v15(), hashes.SHA256())
        case ec.EllipticCurvePublicKey() as key:
            key.verify(signature.value, signature.content, ec.ECDSA(hashes.SHA256()))
        case _:
            raise PermanentError("personal_signature_bad")
