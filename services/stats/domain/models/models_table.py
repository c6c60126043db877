"""Service models as a report: a section per tag and plan, with zero rows, totals and what localities add."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from services.stats.domain.dossiers import SAME_DAY
from services.stats.domain.figures import Figures, of
from services.stats.domain.models.blocks import Block
from services.stats.domain.models.tagged import Tagged
from services.stats.domain.papers.columns import ENDED, JUDGED, PENDING, RECEIVED, SUM
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Cell, Column, Kind, Period, Row, Section, Table, Text, say
from services.stats.domain.rates import Rate

__all__ = ["KEY", "TITLE", "heading", "models_table"]

KEY: Final = "models"
TITLE: Final = Text("Kết quả các mô hình phục vụ", "Results of the service models")
_COLUMNS: Final = (
    Column("part", Text("Phần", "Part"), Kind.TEXT),
    Column("subject", Text("Thủ tục, cơ quan", "Procedure, agency"), Kind.TEXT),
    RECEIVED,
    *JUDGED,
    ENDED,
    PENDING,
    Column("same_day", Text("Trả trong ngày", "Same day"), Kind.COUNT),
    Column("same_day_rate", Text("Tỷ lệ trả trong ngày", "Same-day rate"), Kind.RATE),
)
_OWN: Final = Text("Theo kế hoạch", "Of the plan")
_ADDED: Final = Text("Địa phương bổ sung", "Added locally")
_SUM_OWN: Final = Text("Cộng thủ tục của kế hoạch", "Total of the plan's own")
_AT: Final = Text("Tại", "At")
_NO_PLAN: Final = Text("không nêu kế hoạch", "no plan cited")
_OUTSIDE: Final = Text("Ngoài mọi kế hoạch, quy định", "Outside every plan and rule")
_NOTES: Final = (
    Text(
        "Mỗi mô hình được đếm độc lập: hồ sơ thuộc hai mô hình có ở cả hai. Thủ tục của kế hoạch luôn có dòng.",
        "Models are counted independently: a dossier under two is in both. A plan's own procedures keep zero rows.",
    ),
    Text(
        "Tỷ lệ trả trong ngày = hồ sơ trả kết quả ngay trong ngày / hồ sơ tiếp nhận. Dòng “Tại” gồm cả cấp dưới.",
        "Same-day rate = returned on the day of reception / received. Rows “At” include those below.",
    ),
)


def models_table(blocks: Iterable[Tagged], outside: Mapping[str, int], period: Period, names: Names) -> Table:
    sections = [_section(each, names) for each in blocks]
    rows = tuple(_outside(tag, count, names) for tag, count in sorted(outside.items()))
    if rows:
        sections.append(Section("outside", _OUTSIDE, rows))
    return Table(KEY, TITLE, period, _COLUMNS, sections, _NOTES)


def _section(tagged: Tagged, names: Names) -> Section:
    return Section(tagged.block.key, heading(tagged.block, names), tuple(_rows(tagged, names)))


def heading(block: Block, names: Names) -> Text:
    """Return tag, plan, places and days."""
    tag, days = names.tag(block.tag), f"{block.first:%d/%m/%Y}-{block.last:%d/%m/%Y}"
    plan = _NO_PLAN if block.plan is None else say(block.plan)
    places = ", ".join(names.agency(place) for place in block.places)
    return Text(f"{tag.vi} ({plan.vi}), {places}, {days}", f"{tag.en} ({plan.en}), {places}, {days}")


def _rows(tagged: Tagged, names: Names) -> Iterator[Row]:
    for code, figures in tagged.own.items():
        yield _row(code, _OWN, names.procedure(code), figures)
    if tagged.own:
        yield _row("total_own", _SUM_OWN, None, tagged.total_own, total=True)
    for code, figures in tagged.added.items():
        yield _row(f"added|{code}", _ADDED, names.procedure(code), figures)
    yield _row("total", SUM, None, tagged.total, total=True)
    if len(tagged.named) > 1 or set(tagged.named) != set(tagged.block.places):
        for agency, figures in tagged.named.items():
            yield _row(f"at|{agency}", _AT, say(f"{names.agency(agency)} ({agency})"), figures)


def _row(key: str, part: Text, subject: Text | None, figures: Figures, *, total: bool = False) -> Row:
    resolved, same_day = figures.resolved, of(figures.during, SAME_DAY)
    cells: tuple[Cell, ...] = (
        part,
        subject,
        figures.received,
        resolved["early"],
        resolved["on_time"],
        resolved["late"],
        resolved["withdrawn"] + resolved["stopped"],
        figures.pending,
        same_day,
        Rate(same_day, figures.received, label="same_day / received"),
    )
    return Row(key, cells, total)


def _outside(tag: str, count: int, names: Names) -> Row:
    return Row(tag, (_OUTSIDE, names.tag(tag), count, *[None] * (len(_COLUMNS) - 3)))
