"""Mobile numbers."""

import random
from pathlib import Path

import phonenumbers
import pytest
import yaml

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


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("0168 234 5678", "+84382345678"),
        ("+84 120.234.5678", "+84702345678"),
        ("84199-2345678", "+84592345678"),
        ("01291234567", "+84821234567"),
    ],
)
def test_a_number_of_before_2018_becomes_what_it_is_now(old: str, new: str) -> None:
    """Old papers carry eleven digits; both ways of writing are one recipient."""
    assert parse_mobile(old) == new


def test_every_prefix_that_was_changed_leads_to_a_mobile_number() -> None:
    """Each row of the table gives a number of the plan, and no two give the same."""
    changed = {old: parse_mobile(f"{old}2345678") for old in _old_prefixes()}
    assert len(changed) == len(set(changed.values())) == 21
    assert all(len(number) == len("+84912345678") for number in changed.values())


def test_eleven_digits_that_never_were_a_mobile_prefix_stay_refused() -> None:
    """Only what the table names is changed."""
    with pytest.raises(PhoneError) as caught:
        parse_mobile("01552345678")
    assert caught.value.reason == "invalid"


def _old_prefixes() -> list[str]:
    return list(yaml.safe_load(Path("services/kernel/phone_prefixes.yaml").read_text(encoding="utf-8")))


def test_mask_shows_three_digits_at_most() -> None:
    """Short texts are hidden whole."""
    assert mask_phone("+84912345678") == "*********678"
    assert mask_phone("678") == "***"
