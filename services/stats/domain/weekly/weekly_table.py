"""The weekly synthesis as a report: localities, then procedures by plan, then the obstacles in their own words."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from services.stats.domain.figures import Figures, total
from services.stats.domain.models.models_table import heading
from services.stats.domain.models.tagged import Tagged
from services.stats.domain.obstacles.obstacle import Obstacle
from services.stats.domain.papers.columns import JUDGED, PENDING, RECEIVED, SUM
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Cell, Column, Kind, Period, Row, Section, Table, Text, say
from services.stats.domain.weekly.synthesis import Locality, Synthesis

__all__ = ["KEY", "TITLE", "weekly_table", "without_words"]

KEY: Final = "weekly"
TITLE: Final = Text("Tổng hợp kết quả và vướng mắc trong tuần", "Weekly synthesis of results and obstacles")
_COLUMNS: Final = (
    Column("place", Text("Địa phương, thủ tục", "Locality, procedure"), Kind.TEXT),
    Column("subject", Text("Phần, lĩnh vực", "Part, field"), Kind.TEXT),
    RECEIVED,
    *JUDGED,
    PENDING,
    Column("obstacles", Text("Số vướng mắc", "Obstacles"), Kind.COUNT),
    Column("category", Text("Loại vướng mắc", "Kind of obstacle"), Kind.TEXT),
    Column("words", Text("Nội dung vướng mắc", "In their words"), Kind.TEXT),
)
_OWN: Final = Text("Theo kế hoạch", "Of the plan")
_ADDED: Final = Text("Địa phương bổ sung", "Added locally")
_LOCALITIES: Final = Text("Theo địa phương", "By locality")
_OBSTACLES: Final = Text("Vướng mắc", "Obstacles")
_WORDS: Final = "obstacles"
_NOTE: Final = Text(
    "Theo địa phương: hồ sơ thuộc bất kỳ mô hình nào, mỗi hồ sơ đếm một lần; ở các phần sau đếm theo từng mô hình.",
    "By locality: dossiers under any model, each counted once; one under two models is in both parts below.",
)


def weekly_table(synthesis: Synthesis, names: Names) -> Table:
    week = synthesis.week
    sections = [Section("localities", _LOCALITIES, tuple(_localities(synthesis.localities, names)))]
    sections += [_model(each, names) for each in synthesis.models]
    if synthesis.obstacles:
        sections.append(Section(_WORDS, _OBSTACLES, tuple(_obstacles(synthesis.obstacles, names))))
    silent = sum(each.silent for each in synthesis.localities)
    notes = (_NOTE, _silence(silent, len(synthesis.localities)))
    subtitle = Text(f"Tuần {week.number}/{week.year}", f"Week {week.number}/{week.year}")
    return Table(KEY, TITLE, Period(week.monday, week.sunday), _COLUMNS, sections, notes, subtitle)


def without_words(table: Table) -> Table:
    """Return the table without what anybody wrote in their own words."""
    return replace(table, sections=[section for section in table.sections if section.key != _WORDS])


def _silence(silent: int, every: int) -> Text:
    return Text(
        f"{silent}/{every} địa phương không có hồ sơ mô hình và không báo vướng mắc.",
        f"{silent} of {every} localities had no dossier under a model and reported no obstacle.",
    )


def _localities(localities: Iterable[Locality], names: Names) -> Iterator[Row]:
    every = list(localities)
    for each in every:
        name = say(f"{names.agency(each.agency)} ({each.agency})")
        yield Row(each.agency, (name, None, *_counts(each.figures), each.obstacles, None, None))
    summed = Figures(total(each.figures.during for each in every), total(each.figures.until for each in every))
    obstacles = sum(each.obstacles for each in every)
    yield Row("total", (SUM, None, *_counts(summed), obstacles, None, None), total=True)


def _model(tagged: Tagged, names: Names) -> Section:
    rows = [_procedure(code, _OWN, figures, names) for code, figures in tagged.own.items()]
    rows += [_procedure(code, _ADDED, figures, names) for code, figures in tagged.added.items()]
    rows.append(Row("total", (SUM, None, *_counts(tagged.total), None, None, None), total=True))
    return Section(tagged.block.key, heading(tagged.block, names), tuple(rows))


def _procedure(code: str, part: Text, figures: Figures, names: Names) -> Row:
    return Row(code, (names.procedure(code), part, *_counts(figures), None, None, None))


def _obstacles(obstacles: Iterable[Obstacle], names: Names) -> Iterator[Row]:
    for each in obstacles:
        report = each.report
        place = say(f"{names.agency(report.agency)} ({report.agency})")
        said = names.obstacle(report.category), report.text
        yield Row(each.id, (place, names.field(report.field), *[None] * 6, *said))


def _counts(figures: Figures) -> tuple[Cell, ...]:
    resolved = figures.resolved
    return figures.received, resolved["early"], resolved["on_time"], resolved["late"], figures.pending
