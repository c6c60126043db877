"""Delivery receipts as centres write them: the text of SMPP 3.4 appendix B in all spellings, or parameters alone."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from typing import Final

from services.notifications.adapters.smpp.pdu import Tag
from services.notifications.adapters.smpp.short_message import ShortMessage

__all__ = ["ReceiptIds", "SmppReceipt", "read_receipt"]

_FIELD: Final = re.compile(r"(\w+(?: date)?):\s*(\S*)", re.IGNORECASE)
_STATES: Final = {
    1: "ENROUTE",
    2: "DELIVRD",
    3: "EXPIRED",
    4: "DELETED",
    5: "UNDELIV",
    6: "ACCEPTD",
    7: "UNKNOWN",
    8: "REJECTD",
}
_DATE_DIGITS: Final = frozenset({10, 12, 14})
_WITH_CENTURY: Final = 14
_CENTURY: Final = "20"


class ReceiptIds(StrEnum):
    """How receipts spell what the answers to submits spelt otherwise; many centres have one of these bugs."""

    SAME = "same"
    HEXADECIMAL = "hexadecimal"
    DECIMAL = "decimal"


@dataclass(frozen=True, slots=True)
class SmppReceipt:
    """`message_id` as the answer to the submit spelt it; `state` in seven letters; `error` as it came."""

    message_id: str
    state: str
    error: str | None = None
    done_at: datetime | None = None


def read_receipt(message: ShortMessage, zone: tzinfo, ids: ReceiptIds = ReceiptIds.SAME) -> SmppReceipt | None:
    """None when it names no message or no state. `zone` is what the centre's clock shows, for receipts never say."""
    text = message.content.decode("latin-1")
    fields = {name.lower().replace(" ", "_"): value for name, value in _FIELD.findall(text.partition("text:")[0])}
    id_ = _parameter_text(message, Tag.RECEIPTED_MESSAGE_ID) or fields.get("id", "")
    state = _state(message) or fields.get("stat", "").upper()[:7]
    if not id_ or not state:
        return None
    return SmppReceipt(
        _read_id(id_, ids), state, _error(message, fields.get("err")), _moment(fields.get("done_date", ""), zone)
    )


def _read_id(spelt: str, ids: ReceiptIds) -> str:
    """The id as the answer to the submit spelt it; one that is no number in that base stays as it is."""
    try:
        match ids:
            case ReceiptIds.HEXADECIMAL:
                return str(int(spelt, 16))
            case ReceiptIds.DECIMAL:
                return f"{int(spelt):x}"
            case ReceiptIds.SAME:
                return spelt
    except ValueError:
        return spelt


def _state(message: ShortMessage) -> str:
    value = message.parameters.get(Tag.MESSAGE_STATE, b"")
    return _STATES.get(value[0], "") if value else ""


def _error(message: ShortMessage, written: str | None) -> str | None:
    value = message.parameters.get(Tag.NETWORK_ERROR_CODE, b"")
    return value[1:].hex() if len(value) > 1 else written or None


def _parameter_text(message: ShortMessage, tag: Tag) -> str:
    return message.parameters.get(tag, b"").rstrip(b"\0").decode("ascii", "replace")


def _moment(written: str, zone: tzinfo) -> datetime | None:
    """Dates have ten digits, twelve with seconds, fourteen with the century."""
    if len(written) not in _DATE_DIGITS or not (written.isascii() and written.isdigit()):
        return None
    full = written if len(written) == _WITH_CENTURY else _CENTURY + written
    # Not strptime: at hundreds of receipts a second it would be a tenth of all work.
    fields = f"{full[:4]}-{full[4:6]}-{full[6:8]}T{full[8:10]}:{full[10:12]}:{full[12:] or '00'}"
    try:
        return datetime.fromisoformat(fields).replace(tzinfo=zone).astimezone(UTC)
    except ValueError:
        return None
