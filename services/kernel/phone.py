"""Mobile numbers of Viet Nam, stored in E.164; only these can get an SMS."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import phonenumbers
import yaml
from phonenumbers import PhoneNumberFormat, PhoneNumberType

__all__ = ["PhoneError", "mask_phone", "parse_mobile"]

_COUNTRY = "84"
_SHOWN_AT_THE_END = 3
_MOBILE_DIGITS: Final = 9
_BLOCK_DIGITS: Final = 4
"""Enough to tell the kind of a number: the plan's longest prefixes of mobile numbers have three digits."""
_MIGRATED: Final = Path(__file__).with_name("phone_prefixes.yaml")
_OLD_PREFIX_DIGITS: Final = 3
_OLD_DIGITS: Final = 10
_SEPARATORS = re.compile(r"[\s.()\-\u2010-\u2013]+")
_NATIONAL_OR_84 = re.compile(r"(\+?84|0)(?P<subscriber>[0-9]{6,12})")
_REASONS = {PhoneNumberType.UNKNOWN: "invalid", PhoneNumberType.FIXED_LINE: "landline"}


class PhoneError(ValueError):
    """Permanent: no SMS can go there. `reason` is one of malformed, foreign, invalid, landline, not_mobile."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        # the number is personal data, so the message must not quote it
        super().__init__(f"no mobile number of Viet Nam: {reason}. Remedy: write it like 0912 345 678 or +84912345678")


def parse_mobile(text: str) -> str:
    """E.164 of a mobile number written with or without spaces, dots, dashes and +84. Raises PhoneError.

    One of before 2018 becomes what it is now.
    """
    subscriber = _migrated(_subscriber(text))
    if len(subscriber) == _MOBILE_DIGITS and _is_mobile_block(subscriber[:_BLOCK_DIGITS]):
        return f"+{_COUNTRY}{subscriber}"
    number = phonenumbers.parse(f"+{_COUNTRY}{subscriber}")
    kind = phonenumbers.number_type(number)
    if kind != PhoneNumberType.MOBILE:
        raise PhoneError(_REASONS.get(kind, "not_mobile"))
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def _migrated(subscriber: str) -> str:
    if len(subscriber) != _OLD_DIGITS:
        return subscriber
    prefix = subscriber[:_OLD_PREFIX_DIGITS]
    return _new_prefixes().get(prefix, prefix) + subscriber[_OLD_PREFIX_DIGITS:]


@cache
def _new_prefixes() -> Mapping[str, str]:
    """Without the trunk 0."""
    table = yaml.safe_load(_MIGRATED.read_text(encoding="utf-8"))
    return {old.removeprefix("0"): new.removeprefix("0") for old, new in table.items()}


@lru_cache(maxsize=10**_BLOCK_DIGITS)
def _is_mobile_block(block: str) -> bool:
    """Whether the numbers that begin like this are mobile: the plan gives them out in blocks, so one tells for all."""
    subscriber = block.ljust(_MOBILE_DIGITS, "0")
    number = phonenumbers.parse(f"+{_COUNTRY}{subscriber}")
    return str(number.national_number) == subscriber and phonenumbers.number_type(number) == PhoneNumberType.MOBILE


def _subscriber(text: str) -> str:
    """The digits behind the trunk 0 or the country code, which agencies' software often writes without a plus."""
    digits = _SEPARATORS.sub("", text)
    if match := _NATIONAL_OR_84.fullmatch(digits):
        return match["subscriber"]
    raise PhoneError("foreign" if re.fullmatch(r"\+[0-9]+", digits) else "malformed")


def mask_phone(phone: str) -> str:
    """The last three digits only, for screens of officers; never for logs."""
    shown = phone[-_SHOWN_AT_THE_END:] if len(phone) > _SHOWN_AT_THE_END else ""
    return "*" * (len(phone) - len(shown)) + shown
