"""Secrets of webhooks, sealed under the platform's credential key."""

from services.runtime.sealing import FieldCipher

__all__ = ["WebhookSecrets"]


class WebhookSecrets:
    """Implements the port `Sealing`; bound to the webhook: moved to another one a secret does not open."""

    def __init__(self, cipher: FieldCipher) -> None:
        self._cipher = cipher

    def seal(self, id_: str, secret: bytes) -> str:
        return self._cipher.encrypt(secret, _place(id_))

    def open(self, id_: str, sealed: str) -> bytes:
        return self._cipher.decrypt(sealed, _place(id_))


def _place(id_: str) -> bytes:
    return f"webhook/{id_}/secret".encode()
