"""Delivery receipts as centres write them: the text of SMPP 3.4 appendix B in all spellings, or parameters alone."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Final

from services.notifications.adapters.smpp.pdu import Tag
from services.notifications.adapters.smpp.short_message import ShortMessage

__all__ = ["SmppReceipt", "read_receipt", "same_ids"]

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
_FORMATS: Final = {10: "%y%m%d%H%M", 12: "%y%m%d%H%M%S", 14: "%Y%m%d%H%M%S"}


@dataclass(frozen=True, slots=True)
class SmppReceipt:
    """`message_id` as the receipt spells it; `state` in the seven letters of the specification; `error` as it came."""

    message_id: str
    state: str
    error: str | None = None
    done_at: datetime | None = None


def read_receipt(message: ShortMessage, zone: timezone) -> SmppReceipt | None:
    """None when it names no message or no state. `zone` is what the centre's clock shows, for receipts never say."""
    text = message.content.decode("latin-1")
    fields = {name.lower().replace(" ", "_"): value for name, value in _FIELD.findall(text.partition("text:")[0])}
    id_ = _parameter_text(message, Tag.RECEIPTED_MESSAGE_ID) or fields.get("id", "")
    state = _state(message) or fields.get("stat", "").upper()[:7]
    if not id_ or not state:
        return None
    return SmppReceipt(id_, state, _error(message, fields.get("err")), _moment(fields.get("done_date", ""), zone))


def same_ids(message_id: str) -> tuple[str, ...]:
    """The spellings under which a centre may have given an id: some answer in hexadecimal and report in decimal."""
    stripped = message_id.strip()
    spellings = [stripped]
    if re.fullmatch(r"\d+", stripped):
        spellings += [f"{int(stripped):x}", f"{int(stripped):X}", str(int(stripped))]
    if re.fullmatch(r"[0-9A-Fa-f]+", stripped):
        spellings += [str(int(stripped, 16)), stripped.lower(), stripped.upper()]
    return tuple(dict.fromkeys(spellings))


def _state(message: ShortMessage) -> str:
    value = message.parameters.get(Tag.MESSAGE_STATE, b"")
    return _STATES.get(value[0], "") if value else ""


def _error(message: ShortMessage, written: str | None) -> str | None:
    value = message.parameters.get(Tag.NETWORK_ERROR_CODE, b"")
    return value[1:].hex() if len(value) > 1 else written or None


def _parameter_text(message: ShortMessage, tag: Tag) -> str:
    return message.parameters.get(tag, b"").rstrip(b"\0").decode("ascii", "replace")


def _moment(written: str, zone: timezone) -> datetime | None:
    """Dates have ten digits, twelve with seconds, fourteen with the century."""
    form = _FORMATS.get(len(written))
    if form is None or not written.isdigit():
        return None
    try:
        return datetime.strptime(written, form).replace(tzinfo=zone).astimezone(timezone(timedelta(0)))
    except ValueError:
        return None
