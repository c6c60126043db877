"""Desks against their calendar (article 002), and who was still served after closing (article 001)."""

from typing import Final

from services.stats.domain.activity.desk import (
    AFTER_HOURS,
    BREACHES,
    CLOSED,
    EARLY_CLOSED,
    EARLY_MINUTES,
    LATE_MINUTES,
    LATE_OPENED,
    NO_SHOWS,
    OPENED,
    TICKETS_ISSUED,
    TICKETS_SERVED,
)
from services.stats.domain.figures import Figures
from services.stats.domain.papers.table import Column, Kind, Text
from services.stats.domain.quality.agency_table import AgencyTable, Shown, measured
from services.stats.domain.rates import Rate

__all__ = ["DESK_HOURS"]

_LATE: Final = Text("Mở muộn", "Opened late")
_EARLY: Final = Text("Đóng sớm", "Closed early")
_TICKETS: Final = Text("Số thứ tự", "Tickets")
_TIMES: Final = Text("Lần", "Times")
_MINUTES: Final = Text("Phút", "Minutes")


def _minutes(key: str, measure: str, group: Text) -> Shown:
    return Shown(Column(key, _MINUTES, Kind.MINUTES, group), lambda figures: figures.during.get(measure, 0))


def _breaches(figures: Figures) -> Rate:
    """Each opening and each closing is judged once."""
    judged = figures.during.get(OPENED, 0) + figures.during.get(CLOSED, 0)
    return Rate(figures.during.get(BREACHES, 0), judged, label="breaches / (openings + closings)")


DESK_HOURS: Final = AgencyTable(
    key="hours",
    title=Text("Giờ làm việc của bộ phận một cửa", "Hours of the desks"),
    shown=(
        measured("opened", Text("Số lần mở cửa", "Openings"), OPENED),
        measured("closed", Text("Số lần đóng cửa", "Closings"), CLOSED),
        measured("late", _TIMES, LATE_OPENED, _LATE),
        _minutes("late_minutes", LATE_MINUTES, _LATE),
        measured("early", _TIMES, EARLY_CLOSED, _EARLY),
        _minutes("early_minutes", EARLY_MINUTES, _EARLY),
        measured("breaches", Text("Vi phạm giờ làm việc", "Breaches"), BREACHES),
        Shown(Column("breach_rate", Text("Tỷ lệ vi phạm", "Breach rate"), Kind.RATE), _breaches),
        measured("issued", Text("Đã cấp", "Issued"), TICKETS_ISSUED, _TICKETS),
        measured("served", Text("Đã phục vụ", "Served"), TICKETS_SERVED, _TICKETS),
        measured("no_shows", Text("Vắng mặt", "No-shows"), NO_SHOWS, _TICKETS),
        measured("after_hours", Text("Phục vụ sau giờ đóng cửa", "Served after closing"), AFTER_HOURS, _TICKETS),
    ),
    notes=(
        Text(
            "So với lịch làm việc của cơ quan; dòng bằng 0 là bộ phận không ghi giờ mở cửa.",
            "Against the agency's calendar; a row of zeros is a desk that recorded no opening.",
        ),
        Text(
            "Tỷ lệ vi phạm = số lần mở muộn, đóng sớm / tổng số lần mở cửa và đóng cửa.",
            "Breach rate = opened late or closed early / all openings and closings.",
        ),
    ),
)
