"""Whether dossiers are entered in full: what is missing, and results returned without a record (articles 000, 002)."""

from typing import Final

from services.stats.domain.dossiers import RETURNED, RETURNED_RECORDED
from services.stats.domain.figures import Figures, of
from services.stats.domain.papers.table import Column, Kind, Text
from services.stats.domain.particulars import MISSING
from services.stats.domain.quality.agency_table import AgencyTable, Shown, count, measured
from services.stats.domain.rates import Rate

__all__ = ["COMPLETENESS"]

_MISSING: Final = Text("Thông tin chưa nhập", "Not entered")


def _recorded(figures: Figures) -> Rate:
    return Rate(of(figures.during, RETURNED_RECORDED), of(figures.during, RETURNED), label="recorded / returned")


COMPLETENESS: Final = AgencyTable(
    key="completeness",
    title=Text("Nhập đầy đủ hồ sơ, kết quả vào phần mềm", "Dossiers and results entered in full"),
    shown=(
        count("received", Text("Tiếp nhận", "Received"), lambda figures: figures.received),
        measured("missing_applicant", Text("Người nộp", "Applicant"), f"{MISSING}:applicant", _MISSING),
        measured("missing_contact", Text("Liên hệ", "Contact"), f"{MISSING}:contact", _MISSING),
        measured("missing_components", Text("Thành phần hồ sơ", "Components"), f"{MISSING}:components", _MISSING),
        measured("missing_result", Text("Kết quả", "Result"), f"{MISSING}:result", _MISSING),
        count("missing", Text("Cộng", "Total"), lambda figures: of(figures.during, MISSING), _MISSING),
        measured("returned", Text("Đã trả kết quả", "Returned"), RETURNED),
        measured("recorded", Text("Có kết quả trong phần mềm", "With a result record"), RETURNED_RECORDED),
        Shown(Column("recorded_rate", Text("Tỷ lệ", "Rate"), Kind.RATE), _recorded),
    ),
    notes=(
        Text(
            "Tỷ lệ = hồ sơ trả kết quả có bản ghi kết quả / hồ sơ đã trả kết quả.",
            "Rate = returned with a result record / returned.",
        ),
    ),
)
