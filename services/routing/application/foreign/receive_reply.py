"""Receives callbacks of foreign systems over HTTP."""

from services.kernel.catalogue import Systems
from services.kernel.times import Clock
from services.routing.application.foreign.ports import Lines
from services.routing.application.foreign.replies import SignedReply, check_age
from services.routing.application.foreign.take_reply import TakeReply
from services.runtime.failures import PermanentError

__all__ = ["ReceiveReply"]


class ReceiveReply:
    """`tolerance_seconds` is how far a signature's time may be off, so that nobody can use an old one again."""

    def __init__(self, systems: Systems, lines: Lines, take: TakeReply, tolerance_seconds: int, clock: Clock) -> None:
        self._systems = systems
        self._lines = lines
        self._take = take
        self._tolerance = tolerance_seconds
        self._clock = clock

    async def __call__(self, system_id: str, reply: SignedReply) -> str:
        """Return the report's id once it is safe. Raises what `TakeReply` does.

        Raises PermanentError(system_not_found | reply_expired) too.
        """
        system = self._systems.find(system_id)
        kept = await self._lines.find(system_id) if system else None
        if system is None or kept is None:
            raise PermanentError("system_not_found", system=system_id)
        check_age(reply, self._clock(), self._tolerance)
        return await self._take(system, kept.line, reply)
