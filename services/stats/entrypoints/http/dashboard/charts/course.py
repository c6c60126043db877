"""The two charts of a year: what came in and went out by months, and which share of it was in time."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from services.stats.domain.dashboard.course import MonthSeen
from services.stats.domain.rates import NOT_APPLICABLE
from services.stats.entrypoints.http.dashboard.charts.columns import Column, Group, column_chart
from services.stats.entrypoints.http.dashboard.charts.lines import Dot, line_chart
from services.stats.entrypoints.http.dashboard.words import StatsWords

__all__ = ["in_time_chart", "share_gap", "volume_chart"]

_MONTHS = 12


def volume_chart(months: Sequence[MonthSeen], words: StatsWords) -> Markup:
    """Two columns a month: received, and resolved with its late part on top."""
    about = words.choose(
        "Biểu đồ cột: hồ sơ tiếp nhận và giải quyết theo tháng. Số liệu ở bảng bên dưới.",
        "Column chart: dossiers received and resolved by month. The figures are in the table below.",
    )
    groups = [_group(month, words) for month in months]
    coming = [Group(words.month(date(1, number, 1)), "", ()) for number in range(len(months) + 1, _MONTHS + 1)]
    return column_chart(about, [*groups, *coming], words.number)


def in_time_chart(months: Sequence[MonthSeen], words: StatsWords) -> Markup:
    """One dot a month."""
    about = words.choose(
        "Biểu đồ đường: tỷ lệ giải quyết đúng và trước hạn theo tháng. Số liệu ở bảng bên dưới.",
        "Line chart: share resolved early or on time by month. The figures are in the table below.",
    )
    dots = [Dot(words.month(month.period.first), _share_title(month, words), _share(month)) for month in months]
    coming = [Dot(words.month(date(1, number, 1)), "", None) for number in range(len(months) + 1, _MONTHS + 1)]
    return line_chart(about, [*dots, *coming], words.percent)


def share_gap(months: Sequence[MonthSeen], words: StatsWords) -> str:
    """Return why the line chart would have no dot at all; nothing when it has one."""
    if any(_share(month) is not None for month in months):
        return ""
    if any(month.seen.on_time is None for month in months):
        return words.choose(
            "Không nêu tỷ lệ của tháng nào trong năm: tháng nào cũng có số nhỏ phải ẩn, hoặc số làm lộ số nhỏ.",
            "No month of this year shows its share: each has a small number that is hidden, or one that would tell it.",
        )
    return words.choose(
        "Trong năm chưa có hồ sơ có hạn trả nào được giải quyết.",
        "No dossier with a due date has been resolved in this year.",
    )


def _group(month: MonthSeen, words: StatsWords) -> Group:
    seen = month.seen
    title = words.choose(
        "{period}: tiếp nhận {received}, giải quyết {resolved}, quá hạn {late}",
        "{period}: {received} received, {resolved} resolved, {late} late",
    ).format(
        period=words.period(month.period),
        received=words.number(seen["received"]),
        resolved=words.number(seen["judged"]),
        late=words.number(seen["late"]),
    )
    resolved = Column((("in-time", seen["in_time"]), ("late", seen["late"])))
    return Group(words.month(month.period.first), title, (Column((("received", seen["received"]),)), resolved))


def _share(month: MonthSeen) -> Decimal | None:
    rate = month.seen.on_time
    return None if rate is None or rate.value == NOT_APPLICABLE else Decimal(rate.value)


def _share_title(month: MonthSeen, words: StatsWords) -> str:
    return f"{words.period(month.period)}: {words.rate(month.seen.on_time)}"
