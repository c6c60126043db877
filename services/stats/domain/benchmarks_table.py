"""What others publish about agencies, as a report: the same rows as on the command line, in both languages."""

from collections.abc import Iterable
from typing import Final

from services.kernel.catalogue import Benchmark, BenchmarkKind, ChangeUnit
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Cell, Column, Kind, Period, Row, Section, Table, Text, say

__all__ = ["KEY", "TITLE", "benchmarks_table"]

KEY: Final = "benchmarks"
TITLE: Final = Text("Chỉ số do nơi khác công bố", "Indices that others publish")
_RANK: Final = Text("Thứ hạng", "Rank")
_COLUMNS: Final = (
    Column("index", Text("Chỉ số", "Index"), Kind.TEXT),
    Column("agency", Text("Cơ quan", "Agency"), Kind.TEXT),
    Column("year", Text("Năm", "Year"), Kind.TEXT),
    Column("kind", Text("Loại", "Kind"), Kind.TEXT),
    Column("place", Text("Hạng", "Place"), Kind.COUNT, _RANK),
    Column("of", Text("Trên tổng số", "Of"), Kind.COUNT, _RANK),
    Column("before", Text("Năm trước", "Year before"), Kind.COUNT, _RANK),
    Column("value", Text("Tỷ lệ (%)", "Share (%)"), Kind.TEXT),
    Column("change", Text("Tăng, giảm", "Change"), Kind.TEXT),
    Column("source", Text("Nguồn", "Source"), Kind.TEXT),
)
_KINDS: Final = {
    BenchmarkKind.PUBLISHED: Text("công bố", "published"),
    BenchmarkKind.TARGET: Text("chỉ tiêu", "target"),
    BenchmarkKind.DERIVED: Text("suy ra", "derived"),
}
_UNITS: Final = {
    ChangeUnit.PERCENT: Text("%", "%"),
    ChangeUnit.PERCENTAGE_POINT: Text("điểm phần trăm", "percentage points"),
    ChangeUnit.UNCLEAR: Text("(không nói rõ % hay điểm phần trăm)", "(% or points: not said)"),
}
_COUNTRY: Final = Text("Cả nước", "Whole country")
_NOTES: Final = (
    Text(
        "Không tính vào thống kê. Tăng hạng là số nhỏ hơn năm trước.",
        "Not counted in the statistics. A rank that goes up has a lower number than the year before.",
    ),
    Text("(*) Nguồn không nói rõ: ghi ở cột nguồn.", "(*) Not said by the source: named in its column."),
)


def benchmarks_table(found: Iterable[Benchmark], day: Period, names: Names) -> Table:
    rows = [Row(each.id, _cells(each, names)) for each in found]
    return Table(KEY, TITLE, day, _COLUMNS, (Section(KEY, None, rows),), _NOTES)


def _cells(benchmark: Benchmark, names: Names) -> tuple[Cell, ...]:
    rank = benchmark.rank
    return (
        names.index(benchmark.index),
        say(names.agency(benchmark.agency)) if benchmark.agency else _COUNTRY,
        str(benchmark.year),
        _KINDS[benchmark.kind],
        rank.place if rank else None,
        rank.of if rank else None,
        rank.before if rank else None,
        None if benchmark.value is None else str(benchmark.value),
        _change(benchmark),
        _source(benchmark),
    )


def _change(benchmark: Benchmark) -> Text | None:
    if benchmark.change is None:
        return None
    unit = _UNITS[benchmark.change_unit]
    return Text(f"{benchmark.change:+} {unit.vi}", f"{benchmark.change:+} {unit.en}")


def _source(benchmark: Benchmark) -> Text:
    parts = ", ".join(benchmark.unverified)
    mark = f" (*: {parts})" if parts else ""
    return Text(benchmark.source_vi + mark, benchmark.source_en + mark)
