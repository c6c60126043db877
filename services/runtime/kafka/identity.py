"""Which aggregate a record belongs to, read as far as it can be trusted when the rest of it is broken."""

from dataclasses import dataclass
from typing import Final

from services.runtime.kafka.records import RawHeaders

_LONGEST: Final = 256
_DIGITS: Final = 18


@dataclass(frozen=True, slots=True)
class Aggregate:
    """What guards and blocks are keyed by, with the order of events inside it given by seq."""

    topic: str
    source: str
    subject: str


def header_text(headers: RawHeaders, name: str) -> str | None:
    """Return the only value of a header, or None when it is missing, doubled, null, not UTF-8 or far too long."""
    values = [value for header, value in headers if header == name]
    if len(values) != 1 or values[0] is None or not 0 < len(values[0]) <= _LONGEST:
        return None
    try:
        return values[0].decode()
    except UnicodeDecodeError:
        return None


def sequence_of(headers: RawHeaders) -> int | None:
    """Return the sequence number, or None when there is none to trust."""
    text = header_text(headers, "ce_seq")
    if text is None or not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        return None
    return int(text) or None


def aggregate_of(topic: str, headers: RawHeaders) -> Aggregate | None:
    """Return the aggregate of a record with a trustworthy source, subject and seq, or None."""
    source, subject = header_text(headers, "ce_source"), header_text(headers, "ce_subject")
    if source is None or subject is None or sequence_of(headers) is None:
        return None
    return Aggregate(topic, source, subject)
