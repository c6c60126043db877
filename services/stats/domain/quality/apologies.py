"""What people waited for: late dossiers and their apologies, supplements, clocks that stand still (article 002)."""

from typing import Final

from services.stats.domain.figures import Figures, of
from services.stats.domain.papers.table import Column, Kind, Text
from services.stats.domain.particulars import APOLOGIES, PAUSED, SUPPLEMENTS, UNPAUSED
from services.stats.domain.quality.agency_table import AgencyTable, Shown, count, measured
from services.stats.domain.rates import Rate

__all__ = ["APOLOGY"]

_APOLOGY: Final = Text("Phiếu xin lỗi", "Apology")
_SENT, _LATE, _MISSING = APOLOGIES["in_time"], APOLOGIES["sent_late"], APOLOGIES["none"]


def _sent_in_time(figures: Figures) -> Rate:
    owed = sum(figures.during.get(measure, 0) for measure in APOLOGIES.values())
    return Rate(figures.during.get(_SENT, 0), owed, label="sent in time / owed")


def _standing_still(figures: Figures) -> int:
    return of(figures.until, PAUSED) - of(figures.until, UNPAUSED)


APOLOGY: Final = AgencyTable(
    key="apologies",
    title=Text("Hồ sơ quá hạn, phiếu xin lỗi và tạm dừng", "Late dossiers, apologies and pauses"),
    shown=(
        count("resolved_late", Text("Giải quyết quá hạn", "Resolved late"), lambda figures: figures.resolved["late"]),
        count("pending_late", Text("Tồn quá hạn", "Pending, late"), lambda figures: figures.pending_late),
        measured("apology_sent", Text("Đúng hạn", "In time"), _SENT, _APOLOGY),
        measured("apology_late", Text("Gửi trễ", "Late"), _LATE, _APOLOGY),
        measured("apology_missing", Text("Thiếu", "Missing"), _MISSING, _APOLOGY),
        Shown(Column("apology_rate", Text("Tỷ lệ đúng hạn", "Rate in time"), Kind.RATE, _APOLOGY), _sent_in_time),
        measured("supplements", Text("Lượt yêu cầu bổ sung", "Supplement requests"), SUPPLEMENTS),
        count("paused", Text("Đang tạm dừng", "Standing still"), _standing_still),
    ),
    notes=(
        Text(
            "Phiếu xin lỗi tính theo ngày hẹn trả trong kỳ; tồn quá hạn và đang tạm dừng là tại cuối ngày cuối kỳ.",
            "Apologies by the due days in the period; pending late and standing still at the end of its last day.",
        ),
    ),
)
