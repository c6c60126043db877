"""How forms write times, amounts and names; forms are always in Vietnamese, whatever the page's language."""

from datetime import datetime
from typing import Final

from services.kernel.catalogue import Agency, Catalogue
from services.kernel.money import Vnd, format_vnd
from services.kernel.times import VIETNAM

__all__ = ["NOTHING", "agency_title", "amount", "dated", "limit", "moment", "short_moment"]

NOTHING: Final = "–"
_COMMITTEE: Final = "committee"
_MINUTES_PER_HOUR: Final = 60


def moment(at: datetime | None) -> str:
    """`08 giờ 00 phút, ngày 23 tháng 11 năm 2026`"""
    if at is None:
        return NOTHING
    local = at.astimezone(VIETNAM)
    return f"{local:%H} giờ {local:%M} phút, {_day(local)}"


def short_moment(at: datetime | None) -> str:
    """For tables: `08:00 23/11/2026`"""
    return f"{at.astimezone(VIETNAM):%H:%M %d/%m/%Y}" if at else NOTHING


def dated(place: str, at: datetime) -> str:
    """`Đắk Song, ngày 23 tháng 11 năm 2026`"""
    return f"{place}, {_day(at.astimezone(VIETNAM))}"


def amount(vnd: int) -> str:
    return format_vnd(Vnd(vnd))


def limit(minutes: int | None, day_minutes: int) -> str:
    """A procedure's time limit; in days too when it is whole days of the agency's working time."""
    if minutes is None:
        return "Trong ngày làm việc"
    hours = f"{minutes // _MINUTES_PER_HOUR} giờ làm việc"
    whole = day_minutes > 0 and minutes % day_minutes == 0
    return f"{minutes // day_minutes} ngày làm việc ({hours})" if whole else hours


def agency_title(agency: Agency, catalogue: Catalogue) -> str:
    """A committee is named after its place, every other agency by its own name."""
    if agency.kind == _COMMITTEE:
        return f"{catalogue.words.kinds[agency.kind]} {agency.name}"
    return agency.name


def _day(local: datetime) -> str:
    """Day and month with two digits, so that nothing can be written in front."""
    return f"ngày {local:%d} tháng {local:%m} năm {local.year}"
