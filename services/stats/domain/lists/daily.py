"""The daily intake log: what came in and went out, day by day, by field and by agency."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.stats.domain.dossiers import RECEIVED, REFUSED, RESOLVED, RETURNED
from services.stats.domain.figures import Measures, of, summed_by, total
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Cell, Column, Kind, Period, Row, Section, Table, Text

__all__ = ["TITLE", "Day", "daily_table"]

TITLE: Final = Text("Nhật ký tiếp nhận theo ngày", "Daily intake log")
_RECEIVED: Final = Text("Tiếp nhận", "Received")
_CHANNELS: Final = {
    "online": Text("Trực tuyến", "Online"),
    "direct": Text("Trực tiếp", "Direct"),
    "post": Text("Bưu chính", "Post"),
}
_COLUMNS: Final = (
    Column("day", Text("Ngày", "Day"), Kind.DATE),
    Column("subject", Text("Lĩnh vực, cơ quan", "Field, agency"), Kind.TEXT),
    Column("received", Text("Tổng số", "Total"), Kind.COUNT, _RECEIVED),
    *(Column(channel, title, Kind.COUNT, _RECEIVED) for channel, title in _CHANNELS.items()),
    Column("refused", Text("Từ chối", "Refused"), Kind.COUNT),
    Column("resolved", Text("Đã giải quyết", "Resolved"), Kind.COUNT),
    Column("returned", Text("Đã trả kết quả", "Returned"), Kind.COUNT),
)
_SHOWN: Final = (RECEIVED, REFUSED, RESOLVED, RETURNED)


@dataclass(frozen=True, slots=True)
class Day:
    """Measures of one day, by (field, channel) and by agency."""

    day: date
    fields: Mapping[tuple[str, str], Measures]
    agencies: Mapping[str, Measures]


def daily_table(days: Sequence[Day], names: Names, period: Period) -> Table:
    """Return rows for what happened; a day without anything has none."""
    fields = [row for day in days for row in _by_field(day, names)]
    agencies = [row for day in days for row in _by_agency(day, names)]
    summed = _by_channel(item for day in days for item in day.fields.items())
    whole = Row("total", (None, Text("Tổng số", "Total"), *_with_channels(summed)), total=True)
    sections = (
        Section("fields", Text("Theo lĩnh vực", "By field"), fields),
        Section("agencies", Text("Theo cơ quan", "By agency"), agencies),
        Section("total", None, (whole,)),
    )
    return Table("daily", TITLE, period, _COLUMNS, [section for section in sections if section.rows])


def _by_field(day: Day, names: Names) -> Iterator[Row]:
    for field in sorted({field for field, _ in day.fields}):
        summed = _by_channel(item for item in day.fields.items() if item[0][0] == field)
        if any(of(measures, measure) for measures in summed.values() for measure in _SHOWN):
            yield Row(f"{day.day}|{field}", (day.day, names.field(field), *_with_channels(summed)))


def _by_agency(day: Day, names: Names) -> Iterator[Row]:
    for agency, measures in sorted(day.agencies.items()):
        if any(of(measures, measure) for measure in _SHOWN):
            received, *others = _sums(measures)
            name = names.agency(agency)
            yield Row(f"{day.day}|{agency}", (day.day, name, received, *(None for _ in _CHANNELS), *others))


def _by_channel(items: Iterable[tuple[tuple[str, str], Measures]]) -> dict[str, Measures]:
    return summed_by((channel, measures) for (_, channel), measures in items)


def _with_channels(summed: Mapping[str, Measures]) -> Iterator[Cell]:
    received, *others = _sums(total(summed.values()))
    yield received
    yield from (of(summed.get(channel, {}), RECEIVED) for channel in _CHANNELS)
    yield from others


def _sums(measures: Measures) -> list[int]:
    return [of(measures, measure) for measure in _SHOWN]
