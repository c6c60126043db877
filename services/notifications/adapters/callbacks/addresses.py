"""Addresses for callbacks: an HMAC in the path says that we gave them out, for what and to whom."""

import hmac
from dataclasses import dataclass, field
from typing import Final

from services.runtime.sealing import keyed_hash

__all__ = ["ANY", "CallbackAddresses"]

ANY: Final = "any"
"""In place of a reference: one address for all messages, entered in the gateway's own configuration."""
_SHOWN: Final = 32
"""Hexadecimal digits of the HMAC in the path: 128 bits."""


@dataclass(frozen=True, slots=True)
class CallbackAddresses:
    """Of one provider; `base` is how the gateway reaches this service."""

    provider: str
    base: str
    key: bytes = field(repr=False)

    def receipts(self, reference: str = ANY) -> str:
        return self._address("receipts", reference)

    def incoming(self) -> str:
        return self._address("incoming", ANY)

    def is_ours(self, kind: str, reference: str, signature: str) -> bool:
        return hmac.compare_digest(self._signature(kind, reference).encode(), signature.encode())

    def _address(self, kind: str, reference: str) -> str:
        signature = self._signature(kind, reference)
        return f"{self.base.rstrip('/')}/v1/callbacks/{self.provider}/{kind}/{reference}/{signature}"

    def _signature(self, kind: str, reference: str) -> str:
        return keyed_hash(self.key, f"{self.provider}/{kind}/{reference}")[:_SHOWN]
