"""Results kept as files, pages, and papers that applicants did not have to bring again (articles 003, 004)."""

from typing import Final

from services.stats.domain.dossiers import FINISHED, RESOLVED
from services.stats.domain.figures import Figures, by_outcome
from services.stats.domain.papers.table import Column, Kind, Text
from services.stats.domain.particulars import COMPONENTS, FINISHED_DIGITISED, PAGES, PAGES_LAPSED
from services.stats.domain.quality.agency_table import AgencyTable, Shown, count, measured
from services.stats.domain.rates import Rate

__all__ = ["DIGITISED"]

_PAGES: Final = Text("Trang A4", "A4 pages")
_PAPERS: Final = Text("Thành phần hồ sơ", "Components")
_ASKED, _WAIVED, _REUSED = COMPONENTS


def _finished(figures: Figures) -> int:
    return sum(by_outcome(figures.during, RESOLVED, outcome) for outcome in FINISHED)


def _share(figures: Figures) -> Rate:
    return Rate(figures.during.get(FINISHED_DIGITISED, 0), _finished(figures), label="digitised / finished")


def _valid(figures: Figures) -> int:
    return figures.until.get(PAGES, 0) - figures.until.get(PAGES_LAPSED, 0)


def _reuse(figures: Figures) -> Rate:
    spared = figures.during.get(_WAIVED, 0) + figures.during.get(_REUSED, 0)
    return Rate(spared, figures.during.get(_ASKED, 0), label="waived or reused / asked")


DIGITISED: Final = AgencyTable(
    key="digitised",
    title=Text("Số hóa kết quả và sử dụng lại giấy tờ", "Digitised results and reuse of papers"),
    shown=(
        count("finished", Text("Có kết quả", "Finished"), _finished),
        measured("digitised", Text("Số hóa kết quả", "Result digitised"), FINISHED_DIGITISED),
        Shown(Column("digitised_rate", Text("Tỷ lệ số hóa", "Digitised share"), Kind.RATE), _share),
        measured("pages", Text("Trong kỳ", "In the period"), PAGES, _PAGES),
        count("pages_valid", Text("Còn hiệu lực cuối kỳ", "Valid at the end"), _valid, _PAGES),
        measured("asked", Text("Yêu cầu", "Asked"), _ASKED, _PAPERS),
        measured("waived", Text("Được miễn", "Waived"), _WAIVED, _PAPERS),
        measured("reused", Text("Dùng lại", "Reused"), _REUSED, _PAPERS),
        Shown(Column("reuse_rate", Text("Tỷ lệ không phải nộp", "Reuse rate"), Kind.RATE, _PAPERS), _reuse),
    ),
    notes=(
        Text(
            "Tỷ lệ số hóa = hồ sơ có kết quả số hóa / hồ sơ có kết quả, theo ngày có kết quả.",
            "Digitised share = finished with the result kept as a file / finished, by the day of finishing.",
        ),
    ),
)
