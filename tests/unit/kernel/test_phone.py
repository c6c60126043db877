"""Mobile numbers."""

import random

import phonenumbers
import pytest

from services.kernel.phone import PhoneError, mask_phone, parse_mobile


@pytest.mark.parametrize(
    "text",
    ["0912345678", "+84912345678", "84912345678", "0912 345 678", "0912.345.678", "091-234-5678", " 0912345678 "],
)
def test_all_ways_of_writing_give_one_number(text: str) -> None:
    """Stored in E.164 so that two ways of writing are one recipient."""
    assert parse_mobile(text) == "+84912345678"


@pytest.mark.parametrize("prefix", ["032", "052", "070", "081", "090"])
def test_every_mobile_range_is_accepted(prefix: str) -> None:
    """The five leading digits of mobile numbers."""
    assert parse_mobile(f"{prefix}2345678") == f"+84{prefix[1:]}2345678"


def test_a_block_tells_the_kind_of_all_its_numbers() -> None:
    """The short way for mobile blocks agrees with the library, whatever follows any three leading digits."""
    chance = random.Random(84)  # noqa: S311 no secret
    for prefix in range(1_000):
        text = f"+84{prefix:03}{chance.randrange(10**6):06}"
        number = phonenumbers.parse(text)
        expected = None
        if phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE:
            expected = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        assert _parsed(text) == expected


def _parsed(text: str) -> str | None:
    try:
        return parse_mobile(text)
    except PhoneError:
        return None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "malformed"),
        ("0987", "malformed"),
        ("987654321", "malformed"),
        ("091234567a", "malformed"),
        ("0912345678;0987654321", "malformed"),
        ("+12025550123", "foreign"),
        ("09123456789", "invalid"),
        ("0000000000", "invalid"),
        ("024 3826 6868", "landline"),
        ("1900 1234", "malformed"),
    ],
)
def test_others_are_refused_with_the_reason(text: str, reason: str) -> None:
    """The reason is recorded, the number is not repeated in the message."""
    with pytest.raises(PhoneError) as caught:
        parse_mobile(text)
    assert caught.value.reason == reason
    assert not text or text not in str(caught.value)


def test_mask_shows_three_digits_at_most() -> None:
    """Short texts are hidden whole."""
    assert mask_phone("+84912345678") == "*********678"
    assert mask_phone("678") == "***"
