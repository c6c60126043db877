"""Help with filing by community teams and service points: where there was any (articles 001, 004)."""

from typing import Final

from services.stats.domain.figures import Figures
from services.stats.domain.papers.table import Column, Kind, Text
from services.stats.domain.quality.agency_table import AgencyTable, Shown, count, measured
from services.stats.domain.rates import Rate

__all__ = ["ASSISTANCE", "ASSISTED", "DESKS", "HELPED", "ONLINE"]

ASSISTED: Final = "assisted"
ONLINE: Final = "online"
DESKS: Final = "desks"
HELPED: Final = "helped"
"""Measures of this report: received with help, received online with help, desks, desks that received any with help."""


def _share(figures: Figures) -> Rate:
    return Rate(figures.during.get(ASSISTED, 0), figures.received, label="assisted / received")


def _coverage(figures: Figures) -> Rate:
    return Rate(figures.during.get(HELPED, 0), figures.during.get(DESKS, 0), label="with assistance / desks")


ASSISTANCE: Final = AgencyTable(
    key="assistance",
    title=Text("Hỗ trợ người dân nộp hồ sơ", "Help with filing"),
    shown=(
        count("received", Text("Tiếp nhận", "Received"), lambda figures: figures.received),
        measured("assisted", Text("Được hỗ trợ", "Assisted"), ASSISTED),
        measured("assisted_online", Text("Trong đó trực tuyến", "Of these online"), ONLINE),
        Shown(Column("assisted_rate", Text("Tỷ lệ được hỗ trợ", "Assisted share"), Kind.RATE), _share),
        measured("desks", Text("Số bộ phận một cửa", "Desks"), DESKS),
        measured("helped", Text("Có hỗ trợ", "With any help"), HELPED),
        Shown(Column("coverage", Text("Độ phủ", "Coverage"), Kind.RATE), _coverage),
    ),
    notes=(
        Text(
            "Độ phủ = bộ phận một cửa có hồ sơ được tổ công nghệ số, điểm dịch vụ công hỗ trợ / tổng số bộ phận.",
            "Coverage = desks with a dossier that a team or service point helped with / all desks.",
        ),
    ),
)
