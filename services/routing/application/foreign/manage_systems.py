"""What operators do with foreign systems: look, connect, say that one is back."""

import os
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from services.kernel.catalogue import ForeignSystem, Systems, Transport
from services.kernel.times import Clock
from services.routing.application.foreign.ports import KeptLine, Lines, Queue, Waiting
from services.routing.domain.foreign.line import Line
from services.runtime.delivery.message import Sealing, Targets
from services.runtime.failures import PermanentError, TransientError

__all__ = ["ManageSystems", "SystemReport"]

_SECRET_BYTES: Final = 32
_PUBLIC_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class SystemReport:
    """`line` is None for a system that was not connected yet."""

    system: ForeignSystem
    line: Line | None = field(repr=False)
    waiting: Waiting

    @property
    def state(self) -> str:
        return self.line.state(self.system.retry).value if self.line else "not_connected"


class ManageSystems:
    """Works on the store alone; routing notices within a second."""

    def __init__(
        self, systems: Systems, lines: Lines, queue: Queue, sealing: Sealing, targets: Targets, clock: Clock
    ) -> None:
        self._systems = systems
        self._lines = lines
        self._queue = queue
        self._sealing = sealing
        self._targets = targets
        self._clock = clock

    async def list_all(self) -> Sequence[SystemReport]:
        return [await self._report(system) for system in self._systems]

    async def connect(self, id_: str, keyid: str, address: str | None, public_key: str | None) -> bytes:
        """Set how a system is reached; return the new secret, which signs both ways and is shown this once.

        Raises PermanentError(system_not_found | address_missing | address_not_wanted | public_key_unreadable, and
        those of the address), TransientError(system_contended).
        """
        system = self._system(id_)
        await self._check(system, address, public_key)
        secret = os.urandom(_SECRET_BYTES)
        kept = await self._lines.find(id_)
        line = Line(id_, keyid, self._sealing.seal(id_, secret), self._clock(), address, public_key)
        if kept:
            line = replace(line, delivered=kept.line.delivered, delivered_at=kept.line.delivered_at)
        await self._save(line, kept)
        return secret

    async def retry(self, id_: str) -> SystemReport:
        """Try it again now, and with it the messages that it refused. Raises as `connect`."""
        system, kept = self._system(id_), await self._lines.find(id_)
        if kept is None:
            raise PermanentError("system_not_connected", system=id_)
        await self._queue.retry(id_)
        await self._save(kept.line.retried(self._clock()), kept)
        return await self._report(system)

    async def _report(self, system: ForeignSystem) -> SystemReport:
        kept = await self._lines.find(system.id)
        return SystemReport(system, kept.line if kept else None, await self._queue.waiting(system.id))

    def _system(self, id_: str) -> ForeignSystem:
        system = self._systems.find(id_)
        if system is None:
            raise PermanentError("system_not_found", system=id_)
        return system

    async def _check(self, system: ForeignSystem, address: str | None, public_key: str | None) -> None:
        if system.transport is Transport.FILE and address is not None:
            raise PermanentError("address_not_wanted", system=system.id)
        if system.transport is Transport.HTTP:
            if address is None:
                raise PermanentError("address_missing", system=system.id)
            await self._targets.check(address)
        if public_key is not None:
            _check_public(public_key)

    async def _save(self, line: Line, kept: KeptLine | None) -> None:
        if not await self._lines.save(line, kept.revision if kept else 0):
            raise TransientError("system_contended", system=line.system)


def _check_public(text: str) -> None:
    try:
        usable = len(b64decode(text, validate=True)) == _PUBLIC_BYTES
    except (Base64Error, ValueError):
        usable = False
    if not usable:
        raise PermanentError("public_key_unreadable", remedy="give a raw Ed25519 public key of 32 bytes in base64")
