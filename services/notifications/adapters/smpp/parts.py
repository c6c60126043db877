"""A text cut into short messages: by user data header, by SAR parameters, or whole in message_payload."""

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from typing import Final

from services.notifications.adapters.smpp.gsm_octets import encode
from services.notifications.adapters.smpp.pdu import Tag
from services.notifications.adapters.smpp.short_message import Address, Coding, ShortMessage
from services.notifications.domain.segments import Encoding, split

__all__ = ["LongMessages", "short_messages"]

_CODINGS: Final = {Encoding.GSM7: Coding.DEFAULT, Encoding.UCS2: Coding.UCS2}
_RECEIPT_WANTED: Final = 1
_REFERENCES: Final = 256
_SAR_REFERENCES: Final = 65536


class LongMessages(StrEnum):
    """How the centre wants what is longer than one short message."""

    UDH = "udh"
    SAR = "sar"
    PAYLOAD = "payload"


def short_messages(
    text: str, encoding: Encoding, source: Address, destination: Address, *, mode: LongMessages, reference: int
) -> tuple[ShortMessage, ...]:
    """The parts in order, each asking for a receipt; `reference` tells parts of different messages apart."""
    whole = ShortMessage(
        source=source,
        destination=destination,
        octets=b"",
        coding=_CODINGS[encoding],
        registered_delivery=_RECEIPT_WANTED,
    )
    texts = split(text)
    if len(texts) == 1:
        return (replace(whole, octets=encode(text, encoding)),)
    if mode is LongMessages.PAYLOAD:
        return (replace(whole, parameters={Tag.MESSAGE_PAYLOAD: encode(text, encoding)}),)
    return tuple(_numbered(whole, [encode(part, encoding) for part in texts], mode, reference))


def _numbered(whole: ShortMessage, parts: list[bytes], mode: LongMessages, reference: int) -> Iterator[ShortMessage]:
    for number, octets in enumerate(parts, start=1):
        if mode is LongMessages.UDH:
            # length 5; information element 0, 3 octets: concatenated short messages, 8-bit reference
            header = bytes((5, 0, 3, reference % _REFERENCES, len(parts), number))
            yield replace(whole, octets=octets, header=header)
        else:
            yield replace(whole, octets=octets, parameters=_sar(reference, len(parts), number))


def _sar(reference: int, total: int, number: int) -> dict[int, bytes]:
    return {
        Tag.SAR_MSG_REF_NUM: (reference % _SAR_REFERENCES).to_bytes(2, "big"),
        Tag.SAR_TOTAL_SEGMENTS: bytes((total,)),
        Tag.SAR_SEGMENT_SEQNUM: bytes((number,)),
    }
