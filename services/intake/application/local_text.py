"""Instants as agencies and citizens read them."""

from datetime import datetime

from services.kernel.times import VIETNAM

__all__ = ["local_text"]


def local_text(moment: datetime | None) -> str | None:
    """ISO 8601 with Viet Nam's offset."""
    return None if moment is None else moment.astimezone(VIETNAM).isoformat()
