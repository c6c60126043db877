"""A corpus of receipts as centres really spell them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from services.notifications.adapters.smpp.pdu import Tag
from services.notifications.adapters.smpp.receipt import ReceiptIds, read_receipt
from services.notifications.adapters.smpp.short_message import Address, EsmClass, ShortMessage

HANOI = timezone(timedelta(hours=7))
DONE = datetime(2026, 11, 23, 2, 15, tzinfo=UTC)
PLAIN = "id:0123456789 sub:001 dlvrd:001 submit date:2611230914 done date:2611230915 stat:DELIVRD err:000 text:Ho so"
CORPUS = {
    PLAIN: ("0123456789", "DELIVRD", "000", DONE),
    PLAIN.replace("2611230915", "261123091530"): ("0123456789", "DELIVRD", "000", DONE + timedelta(seconds=30)),
    PLAIN.replace("2611230915", "20261123091530"): ("0123456789", "DELIVRD", "000", DONE + timedelta(seconds=30)),
    "id:abc-7F sub:001 dlvrd:000 submit date:2611230914 done date:2611230915 stat:UNDELIV err:0x1B text:": (
        "abc-7F",
        "UNDELIV",
        "0x1B",
        DONE,
    ),
    "id: 7F12 sub: 001 dlvrd: 000 submit date: 2611230914 done date: 2611230915 stat: EXPIRED err: 1b Text: x": (
        "7F12",
        "EXPIRED",
        "1b",
        DONE,
    ),
    "ID:9 SUB:001 DLVRD:001 SUBMIT DATE:2611230914 DONE DATE:2611230915 STAT:delivrd ERR:0 TEXT:": (
        "9",
        "DELIVRD",
        "0",
        DONE,
    ),
    "id:9 stat:REJECTD": ("9", "REJECTD", None, None),
    "id:9 submit date:0 done date:notadate stat:UNDELIVERABLE err:": ("9", "UNDELIV", None, None),
    "id:9 done date:2613450915 stat:DELIVRD": ("9", "DELIVRD", None, None),
    "id:9 stat:ACCEPTD text:id:8 stat:UNDELIV": ("9", "ACCEPTD", None, None),
}


def _message(text: str, **parameters: bytes) -> ShortMessage:
    known = {getattr(Tag, name.upper()): value for name, value in parameters.items()}
    there = Address("84912345678")
    return ShortMessage(there, there, text.encode(), esm_class=EsmClass.RECEIPT, parameters=known)


@pytest.mark.parametrize("text", CORPUS)
def test_receipts_are_read_in_all_spellings(text: str) -> None:
    """Dates of ten, twelve and fourteen digits, capitals, spaces, hexadecimal errors, nothing but id and state."""
    receipt = read_receipt(_message(text), HANOI)
    assert receipt is not None
    assert (receipt.message_id, receipt.state, receipt.error, receipt.done_at) == CORPUS[text]


def test_parameters_count_before_the_text() -> None:
    """A centre that fills them in is taken at its word."""
    parameters = {"receipted_message_id": b"77\0", "message_state": b"\x05", "network_error_code": b"\x03\x00\x1b"}
    receipt = read_receipt(_message("id:78 stat:DELIVRD err:000", **parameters), HANOI)
    assert receipt is not None
    assert (receipt.message_id, receipt.state, receipt.error) == ("77", "UNDELIV", "001b")


@pytest.mark.parametrize("text", ["", "Ho so cua toi dau roi?", "id: stat:DELIVRD", "id:7 err:000"])
def test_what_names_no_message_or_state_is_no_receipt(text: str) -> None:
    """A citizen may write anything."""
    assert read_receipt(_message(text), HANOI) is None


@pytest.mark.parametrize(
    ("reported", "ids", "answered"),
    [
        ("00ff", ReceiptIds.SAME, "00ff"),
        ("FF", ReceiptIds.HEXADECIMAL, "255"),
        ("0255", ReceiptIds.DECIMAL, "ff"),
        ("a-1", ReceiptIds.DECIMAL, "a-1"),
    ],
)
def test_ids_are_read_as_the_answer_spelt_them(reported: str, ids: ReceiptIds, answered: str) -> None:
    """Some centres answer a submit in one base and report in the other."""
    receipt = read_receipt(_message(f"id:{reported} stat:DELIVRD"), HANOI, ids)
    assert receipt is not None
    assert receipt.message_id == answered
