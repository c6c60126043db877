"""One bound connection to a message centre: a window of submits under way, and what the centre delivers meanwhile.

What was written and not answered stays unknown; what was never written is surely not sent. Everything that waits when
the connection ends learns which of the two it is.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import Final

import structlog

from services.notifications.adapters.smpp.pdu import (
    Command,
    MalformedPduError,
    Octets,
    Pdu,
    PduStream,
    Status,
    c_octets,
)
from services.notifications.adapters.smpp.short_message import ShortMessage

__all__ = [
    "BindRefusedError",
    "Credentials",
    "NotWrittenError",
    "Session",
    "SessionTerms",
    "SubmitAnswer",
    "UnansweredError",
]

_log = structlog.get_logger()
_VERSION: Final = 0x34
_LARGEST_SEQUENCE: Final = 0x7FFFFFFF
_READ_OCTETS: Final = 65_536
_UNKNOWN_SEQUENCE: Final = 0

Taking = Callable[[ShortMessage], Awaitable[None]]
"""Takes what the centre delivered; it is answered once this returns, so return when it is stored. Raises: not taken."""


class NotWrittenError(Exception):
    """The connection was gone before a single octet was written."""


class UnansweredError(Exception):
    """It was written, and nobody knows whether it arrived."""


class BindRefusedError(Exception):
    """The centre does not let us in; `status` is its command_status."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(f"bind refused with status {status:#04x}")


@dataclass(frozen=True, slots=True)
class Credentials:
    system_id: str
    password: str
    system_type: str = ""


@dataclass(frozen=True, slots=True)
class SessionTerms:
    """`window` is how many submits may be unanswered; times in seconds."""

    window: int = 10
    response_seconds: float = 10.0
    idle_seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class SubmitAnswer:
    """The centre's answer to one submit_sm; `message_id` is empty when `status` is not OK."""

    status: int
    message_id: str


class Session:
    """Bind first, then `run` until the connection ends; `submit` may be called by many tasks."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, terms: SessionTerms, take: Taking
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._terms = terms
        self._take = take
        self._window = asyncio.Semaphore(terms.window)
        self._sequences = count(1)
        self._awaited: dict[int, asyncio.Future[Pdu]] = {}
        self._takings: set[asyncio.Task[None]] = set()
        self._stream = PduStream()
        self._unwritten: list[bytes] = []
        self._ended = asyncio.Event()

    @property
    def is_open(self) -> bool:
        return not self._ended.is_set()

    async def bind(self, credentials: Credentials) -> None:
        """As transceiver. Raises BindRefusedError, UnansweredError, NotWrittenError."""
        names = c_octets(credentials.system_id) + c_octets(credentials.password) + c_octets(credentials.system_type)
        # interface_version, addr_ton, addr_npi, address_range
        body = names + bytes((_VERSION, 0, 0)) + b"\0"
        reading = asyncio.create_task(self._read())
        try:
            answer = await self._request(Command.BIND_TRANSCEIVER, body)
        except BaseException:
            reading.cancel()
            raise
        if answer.status != Status.OK:
            reading.cancel()
            raise BindRefusedError(answer.status)
        self._reading = reading

    async def run(self) -> None:
        """Keep the connection alive until it ends, from whichever side."""
        ended = asyncio.create_task(self._ended.wait())
        try:
            while not ended.done():
                await asyncio.wait({ended}, timeout=self._terms.idle_seconds)
                if not ended.done():
                    await self._request(Command.ENQUIRE_LINK, b"")
        except (UnansweredError, NotWrittenError):
            _log.warning("smpp_link_silent")
        finally:
            ended.cancel()
            self._end()

    async def submit(self, message: ShortMessage) -> SubmitAnswer:
        """Waits for a place in the window. Raises NotWrittenError or UnansweredError."""
        body = message.to_octets()
        async with self._window:
            answer = await self._request(Command.SUBMIT_SM, body)
        id_ = Octets(answer.body).text() if answer.body else ""
        return SubmitAnswer(answer.status, id_)

    async def unbind(self) -> None:
        """Say goodbye and end; whatever is under way keeps its own patience until then."""
        with suppress(UnansweredError, NotWrittenError):
            await self._request(Command.UNBIND, b"")
        self._end()
        with suppress(OSError):
            await self._writer.wait_closed()

    async def _request(self, command: Command, body: bytes) -> Pdu:
        if not self.is_open or self._writer.is_closing():
            raise NotWrittenError
        loop = asyncio.get_running_loop()
        sequence = next(self._sequences) & _LARGEST_SEQUENCE
        answer: asyncio.Future[Pdu] = loop.create_future()
        self._awaited[sequence] = answer
        patience = loop.call_later(self._terms.response_seconds, _give_up, answer)
        try:
            self._write(Pdu(command, sequence, body=body))
            return await answer
        finally:
            patience.cancel()
            self._awaited.pop(sequence, None)

    def _write(self, pdu: Pdu) -> None:
        """Whatever one turn of the loop brings goes out together; the window bounds how much that is."""
        if not self._unwritten:
            asyncio.get_running_loop().call_soon(self._flush)
        self._unwritten.append(pdu.to_octets())

    def _flush(self) -> None:
        if self._unwritten and not self._writer.is_closing():
            self._writer.write(b"".join(self._unwritten))
        self._unwritten.clear()

    async def _read(self) -> None:
        try:
            while octets := await self._reader.read(_READ_OCTETS):
                for pdu in self._stream.feed(octets):
                    self._handle(pdu)
        except MalformedPduError as error:
            _log.error("smpp_unreadable", reason=str(error))
            self._send(Pdu(Command.GENERIC_NACK, _UNKNOWN_SEQUENCE, Status.SYSTEM_ERROR))
        except OSError as error:
            _log.warning("smpp_connection_lost", error=type(error).__name__)
        finally:
            self._end()

    def _handle(self, pdu: Pdu) -> None:
        if pdu.is_response:
            answer = self._awaited.get(pdu.sequence)
            if answer is not None and not answer.done():
                answer.set_result(pdu)
        elif pdu.command == Command.ENQUIRE_LINK:
            self._send(pdu.response())
        elif pdu.command == Command.UNBIND:
            self._send(pdu.response())
            self._end()
        elif pdu.command == Command.DELIVER_SM:
            task = asyncio.create_task(self._taken(pdu))
            self._takings.add(task)
            task.add_done_callback(self._takings.discard)
        else:
            self._send(Pdu(Command.GENERIC_NACK, pdu.sequence, Status.INVALID_COMMAND))

    async def _taken(self, pdu: Pdu) -> None:
        """Not taken is answered so: the centre delivers it again."""
        try:
            await self._take(ShortMessage.read(pdu.body))
        except MalformedPduError as error:
            # Whoever sends it again sends it as malformed again.
            _log.error("smpp_delivery_unreadable", reason=str(error))
        except Exception as error:  # noqa: BLE001 one delivery that cannot be taken ends no connection
            _log.warning("smpp_delivery_not_taken", error=type(error).__name__)
            self._send(pdu.response(Status.SYSTEM_ERROR, b"\0"))
            return
        self._send(pdu.response(body=b"\0"))

    def _send(self, pdu: Pdu) -> None:
        if self.is_open:
            self._write(pdu)

    def _end(self) -> None:
        self._ended.set()
        self._flush()
        self._writer.close()
        for answer in self._awaited.values():
            _give_up(answer)


def _give_up(answer: asyncio.Future[Pdu]) -> None:
    if not answer.done():
        answer.set_exception(UnansweredError())
