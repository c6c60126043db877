"""What a gateway tells when it calls back: a receipt, or a text of a citizen."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import uuid4

from services.kernel.phone import PhoneError, parse_mobile
from services.notifications.adapters.http.gateway import Gateway
from services.notifications.application.receipts.ports import Incoming
from services.notifications.domain.receipt import Receipt, Verdict
from services.runtime.failures import PermanentError

__all__ = ["incoming_of", "receipt_of"]

_LONGEST_ERROR: Final = 8
"""Shorter than any number of a citizen, which must not be told on."""


def receipt_of(gateway: Gateway, provider: str, reference: str | None, told: Mapping[str, str]) -> Receipt:
    """`reference` is what the address was given out for, None for one address for all.

    Raises PermanentError(callback_unreadable).
    """
    fields = gateway.receipts
    if fields is None:
        raise PermanentError("callback_not_ours")
    part = told.get(fields.part) if fields.part else reference
    if not part:
        raise PermanentError("callback_unreadable", field=fields.part or "reference")
    verdict = _verdict(fields.verdicts, told.get(fields.state, ""))
    if verdict is None:
        raise PermanentError("callback_unreadable", field=fields.state)
    error = _token(told.get(fields.error, "")) if fields.error else None
    return Receipt(provider, part, verdict, error, reference=reference)


def incoming_of(gateway: Gateway, provider: str, told: Mapping[str, str], now: datetime) -> Incoming:
    """Raises PermanentError(callback_unreadable); the error never quotes the number."""
    fields = gateway.incoming
    if fields is None:
        raise PermanentError("callback_not_ours")
    try:
        phone = parse_mobile(told.get(fields.phone, ""))
    except PhoneError:
        raise PermanentError("callback_unreadable", field=fields.phone) from None
    id_ = told.get(fields.id) if fields.id else None
    return Incoming(provider, id_ or uuid4().hex, phone, told.get(fields.text, ""), now)


def _verdict(verdicts: Mapping[str, Verdict], state: str) -> Verdict | None:
    if state in verdicts:
        return verdicts[state]
    for range_, verdict in verdicts.items():
        low, dash, high = range_.partition("-")
        if dash and state.isdecimal() and int(low) <= int(state) <= int(high):
            return verdict
    return None


def _token(text: str) -> str | None:
    """Free text could repeat a number, so only a code is kept."""
    return text if text.isalnum() and text.isascii() and len(text) <= _LONGEST_ERROR else None
