"""Takes what gateways tell by calling back."""

from collections.abc import Mapping
from typing import Protocol

from services.notifications.application.receipts.ports import Incoming, TakeIncoming, TakesReceipts
from services.notifications.domain.receipt import Receipt
from services.runtime.failures import PermanentError

__all__ = ["Hearing", "TakeCallbacks"]


class Hearing(Protocol):
    """Understands one gateway. Raises PermanentError(callback_not_ours | callback_unreadable)."""

    def receipt(self, reference: str, signature: str, told: Mapping[str, str]) -> Receipt: ...

    def incoming(self, reference: str, signature: str, told: Mapping[str, str]) -> Incoming: ...


class TakeCallbacks:
    """Returns once what was told is stored; raises TransientError, and then the gateway has to call again."""

    def __init__(self, hearings: Mapping[str, Hearing], receipts: TakesReceipts, incoming: TakeIncoming) -> None:
        self._hearings = hearings
        self._receipts = receipts
        self._incoming = incoming

    async def receipt(self, provider: str, reference: str, signature: str, told: Mapping[str, str]) -> None:
        await self._receipts([self._hearing(provider).receipt(reference, signature, told)])

    async def incoming(self, provider: str, reference: str, signature: str, told: Mapping[str, str]) -> None:
        await self._incoming(self._hearing(provider).incoming(reference, signature, told))

    def _hearing(self, provider: str) -> Hearing:
        hearing = self._hearings.get(provider)
        if hearing is None:
            raise PermanentError("callback_not_ours")
        return hearing
