"""The bodies of submit_sm and deliver_sm, which have the same fields (SMPP 3.4, 4.4 and 4.6)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, IntFlag
from typing import Final

from services.notifications.adapters.smpp.pdu import MalformedPduError, Octets, Tag, c_octets, tlvs

__all__ = ["MOST_OCTETS", "Address", "Coding", "EsmClass", "ShortMessage"]

MOST_OCTETS: Final = 254
"""sm_length is one octet, of which 255 is reserved."""


class Coding(IntEnum):
    """data_coding: the centre's default alphabet, which is GSM 7-bit with every centre we know, or UCS-2."""

    DEFAULT = 0x00
    UCS2 = 0x08


class EsmClass(IntFlag):
    """esm_class; a delivery receipt has one of the bits 2 to 5, a header before the text has bit 6."""

    NONE = 0x00
    RECEIPT = 0x04
    ANY_RECEIPT = 0x3C
    HEADER = 0x40


@dataclass(frozen=True, slots=True)
class Address:
    """`ton` and `npi` are type of number and numbering plan: 1, 1 international; 5, 0 alphanumeric; 0, 0 unknown."""

    digits: str = field(repr=False)
    ton: int = 1
    npi: int = 1

    def to_octets(self) -> bytes:
        return bytes((self.ton, self.npi)) + c_octets(self.digits)

    @classmethod
    def read(cls, octets: Octets) -> "Address":
        ton, npi = octets.take(2)
        return cls(octets.text(), ton, npi)


@dataclass(frozen=True, slots=True)
class ShortMessage:
    """One part; `octets` is the text as it is coded, `header` the user data header before it."""

    source: Address
    destination: Address
    octets: bytes = field(repr=False)
    header: bytes = b""
    coding: int = Coding.DEFAULT
    esm_class: int = EsmClass.NONE
    registered_delivery: int = 0
    service_type: str = ""
    parameters: Mapping[int, bytes] = field(default_factory=dict)

    @property
    def is_receipt(self) -> bool:
        return bool(self.esm_class & EsmClass.ANY_RECEIPT)

    @property
    def content(self) -> bytes:
        """What was sent, wherever it was put."""
        return self.octets or self.parameters.get(Tag.MESSAGE_PAYLOAD, b"")

    def to_octets(self) -> bytes:
        """Raises ValueError when it does not fit into sm_length."""
        sent = self.header + self.octets
        if len(sent) > MOST_OCTETS:
            raise ValueError(f"{len(sent)} octets in one short message, at most {MOST_OCTETS}")
        flags = self.esm_class | (EsmClass.HEADER if self.header else EsmClass.NONE)
        # protocol_id, priority_flag; schedule_delivery_time, validity_period: as the centre has them
        middle = bytes((flags, 0, 0)) + b"\0\0"
        # replace_if_present, data_coding, sm_default_msg_id
        after = bytes((self.registered_delivery, 0, self.coding, 0, len(sent)))
        start = c_octets(self.service_type) + self.source.to_octets() + self.destination.to_octets()
        return start + middle + after + sent + tlvs(self.parameters)

    @classmethod
    def read(cls, body: bytes) -> "ShortMessage":
        """Raises MalformedPduError."""
        octets = Octets(body)
        service_type = octets.text()
        source, destination = Address.read(octets), Address.read(octets)
        esm_class, _protocol, _priority = octets.take(3)
        octets.text()
        octets.text()
        registered, _replace, coding, _default, length = octets.take(5)
        header, text = _apart(octets.take(length), has_header=bool(esm_class & EsmClass.HEADER))
        return cls(
            source=source,
            destination=destination,
            octets=text,
            header=header,
            coding=coding,
            esm_class=esm_class,
            registered_delivery=registered,
            service_type=service_type,
            parameters=octets.parameters(),
        )


def _apart(sent: bytes, *, has_header: bool) -> tuple[bytes, bytes]:
    if not has_header or not sent:
        return b"", sent
    size = sent[0] + 1
    if size > len(sent):
        raise MalformedPduError("a user data header that is cut off")
    return sent[:size], sent[size:]
