"""What a desk got done on Saturdays: by the day of finishing, whichever day a dossier was received on (article 001)."""

from datetime import date, timedelta
from typing import Final

from services.stats.domain.dossiers import FINISHED, RESOLVED, RETURNED
from services.stats.domain.figures import Figures, Measures, by_outcome
from services.stats.domain.papers.columns import JUDGED
from services.stats.domain.papers.table import Column, Kind, Text
from services.stats.domain.quality.agency_table import AgencyTable, Shown, count, measured
from services.stats.domain.rates import Rate

__all__ = ["FINISHED_IN_ALL", "SATURDAYS", "finished", "saturdays_between"]

FINISHED_IN_ALL: Final = "finished_in_all"
"""Measure of this report: finished with a result on any day of the period."""

_SATURDAY: Final = 6


def saturdays_between(first: date, last: date) -> list[date]:
    """Return the Saturdays of a period, both ends included; working ones that make up for a day off are among them."""
    number = (last - first).days + 1
    return [day for day in (first + timedelta(days=each) for each in range(number)) if day.isoweekday() == _SATURDAY]


def finished(measures: Measures) -> int:
    return sum(by_outcome(measures, RESOLVED, outcome) for outcome in FINISHED)


def _share(figures: Figures) -> Rate:
    in_all = figures.during.get(FINISHED_IN_ALL, 0)
    return Rate(finished(figures.during), in_all, label="finished on a Saturday / finished")


SATURDAYS: Final = AgencyTable(
    key="saturdays",
    title=Text("Kết quả làm việc ngày thứ Bảy", "Work done on Saturdays"),
    shown=(
        count("received", Text("Tiếp nhận", "Received"), lambda figures: figures.received),
        count("finished", Text("Có kết quả", "Finished"), lambda figures: finished(figures.during)),
        *(measured(column.key, column.title, f"{RESOLVED}:{column.key}", column.group) for column in JUDGED),
        measured("returned", Text("Đã trả kết quả", "Returned"), RETURNED),
        measured("finished_in_all", Text("Có kết quả cả kỳ", "Finished on any day"), FINISHED_IN_ALL),
        Shown(Column("share", Text("Tỷ lệ có kết quả vào thứ Bảy", "Finished on Saturdays"), Kind.RATE), _share),
    ),
    notes=(
        Text(
            "Tính theo ngày có kết quả, ngày trả là thứ Bảy, không theo ngày tiếp nhận; gồm cả thứ Bảy làm bù.",
            "By the Saturday of finishing and of returning, not of reception; make-up Saturdays are among them.",
        ),
    ),
)
