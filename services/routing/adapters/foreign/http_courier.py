"""Hands over by HTTP: a signed POST to the system's address."""

from datetime import datetime

from services.kernel.catalogue import Systems, Transport
from services.routing.domain.foreign.handover import HandOver
from services.routing.domain.foreign.line import Line
from services.runtime.delivery import Answer, Message
from services.runtime.delivery.message import Sealing
from services.runtime.delivery.messenger import HttpMessenger
from services.runtime.delivery.targets import GuardedTargets
from services.runtime.failures import PermanentError

__all__ = ["HttpCourier"]

_AGENT = "lienthong-systems/1"


class HttpCourier:
    """Implements the port `Courier`; each system has its own time limit."""

    def __init__(self, targets: GuardedTargets, sealing: Sealing, systems: Systems) -> None:
        self._sealing = sealing
        self._messengers = {
            system.id: HttpMessenger(targets, _AGENT, system.timeout.total_seconds())
            for system in systems
            if system.transport is Transport.HTTP
        }

    async def send(self, line: Line, handover: HandOver, body: bytes, at: datetime) -> Answer:
        messenger = self._messengers.get(line.system)
        if messenger is None or line.address is None:
            return Answer("address_missing")
        try:
            secret = self._sealing.open(line.system, line.secret)
        except PermanentError as error:
            return Answer(error.reason)
        return await messenger.send(line.address, secret, Message(handover.message_id, body), at)

    async def close(self) -> None:
        for messenger in self._messengers.values():
            await messenger.close()
