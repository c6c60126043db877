"""Instants are aware and in UTC inside; days and texts are in Viet Nam's zone at the edges."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

__all__ = ["VIETNAM", "Clock", "NaiveTimeError", "local_day", "require_utc", "utc_now"]

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

Clock = Callable[[], datetime]
"""Whoever needs the time takes one of these, so that tests decide what time it is."""


class NaiveTimeError(ValueError):
    """An instant came without a zone: a programming error, never guessed around."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment
        super().__init__(f"instant without a zone: {moment.isoformat()}. Remedy: attach the zone where it is read")


def require_utc(moment: datetime) -> datetime:
    """The same instant in UTC; raises NaiveTimeError if it has no zone."""
    if moment.tzinfo is UTC:
        return moment
    if moment.utcoffset() is None:
        raise NaiveTimeError(moment)
    return moment.astimezone(UTC)


def local_day(moment: datetime) -> date:
    """The calendar day of an instant in Viet Nam."""
    if moment.utcoffset() is None:
        raise NaiveTimeError(moment)
    return moment.astimezone(VIETNAM).date()


def utc_now() -> datetime:
    return datetime.now(UTC)
