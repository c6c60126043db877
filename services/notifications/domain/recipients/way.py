"""By which channel a message goes to whom: the first wanted one that can be had and has not failed."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from services.kernel.phone import PhoneError, mask_phone, parse_mobile

__all__ = ["EMAIL", "SMS", "Addresses", "Way", "way_to"]

SMS: Final = "sms"
EMAIL: Final = "email"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Personal data; `phone` as it was written."""

    phone: str | None = field(repr=False)
    email: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Way:
    """`fallback`: another channel is left when this one fails."""

    channel: str
    to: str = field(repr=False)
    masked: str
    fallback: bool = False


def way_to(addresses: Addresses, wanted: Iterable[str], carried: Collection[str], failed: Collection[str]) -> Way | str:
    """`wanted` best first; a text is the reason why there is no way, as in the status event."""
    open_ = [channel for channel in dict.fromkeys(wanted) if channel in carried and channel not in failed]
    found = list(_found(addresses, open_))
    ways = [each for each in found if isinstance(each, Way)]
    if ways:
        return Way(ways[0].channel, ways[0].to, ways[0].masked, fallback=len(ways) > 1)
    reasons = [each for each in found if isinstance(each, str)]
    if reasons:
        return reasons[0]
    return "channel_declined" if addresses.phone or addresses.email else "no_mobile_number"


def _found(addresses: Addresses, channels: Iterable[str]) -> Iterator[Way | str]:
    for channel in channels:
        yield _by_sms(addresses.phone) if channel == SMS else _by_email(addresses.email)


def _by_sms(written: str | None) -> Way | str:
    if written is None:
        return "no_mobile_number"
    try:
        phone = parse_mobile(written)
    except PhoneError as error:
        return "landline" if error.reason == "landline" else f"phone_{error.reason}"
    return Way(SMS, phone, mask_phone(phone))


def _by_email(address: str | None) -> Way | str:
    if address is None:
        return "no_email_address"
    return Way(EMAIL, address, f"***@{address.rpartition('@')[2]}")
