"""The signing register as its event tells it."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Final

from services.contracts.events.signing import SigningChanged
from services.kernel.signing import SigningRegister

__all__ = ["signing_changed"]

_REMEMBERED: Final = timedelta(days=90)
"""Much longer than a report may come after its signature, and short enough to bound the event."""


def signing_changed(register: SigningRegister, at: datetime) -> SigningChanged:
    """Everything but absences that ended long ago: those grow for ever and concern no paper that is still under way."""
    said = asdict(register)
    said["absences"] = [each for each in said["absences"] if each["ends_at"] > at - _REMEMBERED]
    return SigningChanged.model_validate({"occurred_at": at, **said})
