"""How fees are paid (article 004: the cashless street)."""

from typing import Final

from services.stats.domain.figures import Figures, of
from services.stats.domain.papers.table import Column, Kind, Text
from services.stats.domain.particulars import CASH, FEE_DUE, FEE_PAID, FEE_VND
from services.stats.domain.quality.agency_table import AgencyTable, Shown, count, measured
from services.stats.domain.rates import Rate

__all__ = ["PAYMENTS"]

_PAID: Final = Text("Hồ sơ đã nộp", "Dossiers paid")
_VND: Final = Text("Số tiền (đồng)", "Amount (VND)")


def _cashless(figures: Figures, measure: str) -> int:
    return of(figures.during, measure) - figures.during.get(f"{measure}:{CASH}", 0)


def _share(figures: Figures) -> Rate:
    return Rate(_cashless(figures, FEE_PAID), of(figures.during, FEE_PAID), label="cashless / paid")


PAYMENTS: Final = AgencyTable(
    key="payments",
    title=Text("Nộp phí, lệ phí không dùng tiền mặt", "Fees paid without cash"),
    shown=(
        measured("due", Text("Hồ sơ có phí", "With a fee"), FEE_DUE),
        measured("cash", Text("Tiền mặt", "Cash"), f"{FEE_PAID}:{CASH}", _PAID),
        count("cashless", Text("Không tiền mặt", "Cashless"), lambda figures: _cashless(figures, FEE_PAID), _PAID),
        Shown(Column("cashless_rate", Text("Tỷ lệ không tiền mặt", "Cashless share"), Kind.RATE), _share),
        Shown(
            Column("cash_vnd", Text("Tiền mặt", "Cash"), Kind.MONEY, _VND),
            lambda figures: figures.during.get(f"{FEE_VND}:{CASH}", 0),
        ),
        Shown(
            Column("cashless_vnd", Text("Không tiền mặt", "Cashless"), Kind.MONEY, _VND),
            lambda figures: _cashless(figures, FEE_VND),
        ),
    ),
    notes=(
        Text(
            "Hồ sơ nộp bằng nhiều cách được đếm ở từng cách; hồ sơ không có phí không có ở đây.",
            "A dossier paid in several ways counts in each; dossiers without a fee are not here.",
        ),
    ),
)
