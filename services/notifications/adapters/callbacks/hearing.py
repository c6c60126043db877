"""Understands callbacks of one gateway, once their address is proven to be ours."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.kernel.times import Clock
from services.notifications.adapters.callbacks.addresses import ANY, CallbackAddresses
from services.notifications.adapters.http.gateway import Gateway
from services.notifications.adapters.http.reporting import incoming_of, receipt_of
from services.notifications.application.receipts.ports import Incoming
from services.notifications.domain.receipt import Receipt
from services.runtime.failures import PermanentError

__all__ = ["GatewayHearing"]


@dataclass(frozen=True, slots=True)
class GatewayHearing:
    """Implements Hearing."""

    gateway: Gateway
    addresses: CallbackAddresses
    clock: Clock

    def receipt(self, reference: str, signature: str, told: Mapping[str, str]) -> Receipt:
        self._refuse_others("receipts", reference, signature)
        return receipt_of(self.gateway, self.addresses.provider, None if reference == ANY else reference, told)

    def incoming(self, reference: str, signature: str, told: Mapping[str, str]) -> Incoming:
        self._refuse_others("incoming", reference, signature)
        return incoming_of(self.gateway, self.addresses.provider, told, self.clock())

    def _refuse_others(self, kind: str, reference: str, signature: str) -> None:
        if not self.addresses.is_ours(kind, reference, signature):
            raise PermanentError("callback_not_ours")
