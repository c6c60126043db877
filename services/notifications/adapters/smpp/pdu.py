"""Protocol data units of SMPP 3.4: header, C-octet strings, optional parameters (specification, chapters 3 to 5)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from struct import Struct
from typing import Final

__all__ = [
    "HEADER_OCTETS",
    "Command",
    "MalformedPduError",
    "Octets",
    "Pdu",
    "PduStream",
    "Status",
    "Tag",
    "c_octets",
    "tlvs",
]

_HEADER: Final = Struct(">IIII")
_TLV: Final = Struct(">HH")
HEADER_OCTETS: Final = _HEADER.size
_RESPONSE: Final = 0x80000000
_LARGEST: Final = 70_000
"""A message_payload may be 64 KiB; what claims to be longer is no SMPP."""


class Command(IntEnum):
    GENERIC_NACK = 0x80000000
    BIND_TRANSCEIVER = 0x00000009
    BIND_TRANSCEIVER_RESP = 0x80000009
    UNBIND = 0x00000006
    UNBIND_RESP = 0x80000006
    SUBMIT_SM = 0x00000004
    SUBMIT_SM_RESP = 0x80000004
    DELIVER_SM = 0x00000005
    DELIVER_SM_RESP = 0x80000005
    ENQUIRE_LINK = 0x00000015
    ENQUIRE_LINK_RESP = 0x80000015


class Status(IntEnum):
    """Those that this side sends or reads by name; `error_codes.yaml` has what the others mean for a message."""

    OK = 0x00
    INVALID_COMMAND = 0x03
    SYSTEM_ERROR = 0x08
    THROTTLED = 0x58
    QUEUE_FULL = 0x14


class Tag(IntEnum):
    """Optional parameters."""

    RECEIPTED_MESSAGE_ID = 0x001E
    MESSAGE_PAYLOAD = 0x0424
    MESSAGE_STATE = 0x0427
    NETWORK_ERROR_CODE = 0x0423
    SAR_MSG_REF_NUM = 0x020C
    SAR_TOTAL_SEGMENTS = 0x020E
    SAR_SEGMENT_SEQNUM = 0x020F


class MalformedPduError(ValueError):
    """Octets that are no SMPP; the connection they came from cannot be read any further."""


@dataclass(frozen=True, slots=True)
class Pdu:
    """`sequence` pairs a response with its request; `body` is everything after the header."""

    command: int
    sequence: int
    status: int = Status.OK
    body: bytes = b""

    @property
    def is_response(self) -> bool:
        return bool(self.command & _RESPONSE)

    def to_octets(self) -> bytes:
        return _HEADER.pack(HEADER_OCTETS + len(self.body), self.command, self.status, self.sequence) + self.body

    def response(self, status: int = Status.OK, body: bytes = b"") -> "Pdu":
        return Pdu(self.command | _RESPONSE, self.sequence, status, body)


class PduStream:
    """Cuts a stream of octets into PDUs, however it was torn into pieces."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, octets: bytes) -> Iterator[Pdu]:
        """Yield every PDU that is complete by now; raises MalformedPduError for an impossible length."""
        self._buffer += octets
        start = 0
        while len(self._buffer) - start >= HEADER_OCTETS:
            length, command, status, sequence = _HEADER.unpack_from(self._buffer, start)
            if not HEADER_OCTETS <= length <= _LARGEST:
                raise MalformedPduError(f"a PDU of {length} octets")
            if len(self._buffer) - start < length:
                break
            yield Pdu(command, sequence, status, bytes(self._buffer[start + HEADER_OCTETS : start + length]))
            start += length
        del self._buffer[:start]


class Octets:
    """Reads the fields of a body, one after the other."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._at = 0

    def text(self) -> str:
        """A C-octet string; bytes outside of ASCII become U+FFFD. Raises MalformedPduError without its end."""
        end = self._body.find(b"\0", self._at)
        if end < 0:
            raise MalformedPduError("a string without its end")
        found = self._body[self._at : end].decode("ascii", "replace")
        self._at = end + 1
        return found

    def take(self, count: int) -> bytes:
        """Raises MalformedPduError when there are fewer."""
        if self._at + count > len(self._body):
            raise MalformedPduError("a field that is cut off")
        self._at += count
        return self._body[self._at - count : self._at]

    def parameters(self) -> dict[int, bytes]:
        """The optional parameters that are left; the last of a tag counts."""
        found: dict[int, bytes] = {}
        while self._at < len(self._body):
            tag, length = _TLV.unpack(self.take(_TLV.size))
            found[tag] = self.take(length)
        return found


def c_octets(text: str) -> bytes:
    """A C-octet string."""
    return text.encode("ascii") + b"\0"


def tlvs(parameters: Mapping[int, bytes]) -> bytes:
    """Optional parameters as they go on the wire."""
    return b"".join(_TLV.pack(tag, len(value)) + value for tag, value in parameters.items())
