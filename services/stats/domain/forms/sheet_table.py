"""Score sheets as tables: one authority with every quantity, or many authorities side by side."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from services.kernel.catalogue.pack_rules import Label
from services.kernel.catalogue.scoring import Indicator, Quantity, Scoring
from services.stats.domain.forms.score import Scored, Sheet
from services.stats.domain.papers.table import Cell, Column, Kind, Mark, Period, Row, Section, Table, Text, say
from services.stats.domain.rates import Rate

__all__ = ["cards_table", "sheet_table"]

_CARDS: Final = "scorecard"
_TOTAL: Final = "total"
_WORDS: Final[Mapping[str, Text]] = {
    "agency": Text("Cơ quan", "Agency"),
    "code": Text("Mã", "Code"),
    "indicator": Text("Chỉ số", "Indicator"),
    "missing": Text("Chưa có số liệu", "Not known"),
    "denominator": Text("Mẫu số", "Denominator"),
    "judged": Text("Điểm xét được", "Points judged"),
    "numerator": Text("Tử số", "Numerator"),
    "points": Text("Điểm tối đa", "Most points"),
    "rate": Text("Tỷ lệ", "Rate"),
    "score": Text("Điểm", "Points"),
    "share": Text("Tỷ lệ điểm đạt", "Share of points judged"),
    "subtotal": Text("Cộng", "Subtotal"),
    "target": Text("Mục tiêu (%)", "Target (%)"),
    _TOTAL: Text("Tổng cộng", "Total"),
}
_SHEET: Final = (
    ("id", "code", Kind.TEXT),
    ("indicator", "indicator", Kind.TEXT),
    ("numerator", "numerator", Kind.COUNT),
    ("denominator", "denominator", Kind.COUNT),
    ("rate", "rate", Kind.RATE),
    ("target", "target", Kind.COUNT),
    ("points", "points", Kind.COUNT),
    ("judged", "judged", Kind.COUNT),
    ("score", "score", Kind.RATE),
    ("missing", "missing", Kind.TEXT),
)


def sheet_table(sheet: Sheet, quantities: Mapping[str, Quantity], period: Period, subtitle: Text | None) -> Table:
    """A section per group with its sum, then the sum of all."""
    sections = [_group(sheet, group, quantities) for group in sheet.scoring.groups]
    sections.append(Section(_TOTAL, None, (_sum(sheet, None),)))
    columns = tuple(Column(key, _WORDS[word], kind) for key, word, kind in _SHEET)
    return Table(sheet.scoring.id, _text(sheet.scoring.title), period, columns, tuple(sections), (), subtitle)


def cards_table(
    cards: Mapping[str, Sheet], names: Mapping[str, str], scoring: Scoring, weights: Mapping[str, int], period: Period
) -> Table:
    """A row per authority, the best share first, those that nothing could be judged of last; equal ones by code."""
    ordered = sorted(cards, key=lambda code: (_place(cards[code]), code))
    rows = tuple(Row(code, (code, say(names.get(code, code)), *_card(cards[code]))) for code in ordered)
    columns = (
        Column("agency", _WORDS["code"], Kind.TEXT),
        Column("name", _WORDS["agency"], Kind.TEXT),
        *_heads(scoring),
    )
    notes = tuple(_note(indicator, weights) for indicator in scoring.indicators)
    return Table(_CARDS, _text(scoring.title), period, columns, (Section(scoring.id, None, rows),), notes)


def _place(card: Sheet) -> Decimal:
    """Less than nothing would be none: not to be judged is worse than to have earned nothing."""
    exact = card.share().exact
    return Decimal(1) if exact is None else -exact


def _group(sheet: Sheet, group: str, quantities: Mapping[str, Quantity]) -> Section:
    rows = [_row(each, quantities) for each in sheet.scored if each.indicator.group == group]
    return Section(group, _text(sheet.scoring.groups[group].label), (*rows, _sum(sheet, group)))


def _row(each: Scored, quantities: Mapping[str, Quantity]) -> Row:
    indicator = each.indicator
    cells: tuple[Cell, ...] = (
        indicator.id,
        _text(indicator.label),
        Mark.NOT_KNOWN if each.rate is None else each.rate.numerator,
        Mark.NOT_KNOWN if each.rate is None else each.rate.denominator,
        _rate(each),
        indicator.target,
        each.points,
        0 if each.score is None else each.points,
        _score(each),
        _missing(each.missing, quantities),
    )
    return Row(indicator.id, cells)


def _sum(sheet: Sheet, group: str | None) -> Row:
    counts = (sheet.points(group), sheet.judged(group))
    head = _WORDS[_TOTAL if group is None else "subtotal"]
    return Row(_TOTAL, (None, head, None, None, None, None, *counts, sheet.total(group), None), total=True)


def _rate(each: Scored) -> Rate | Mark:
    return Mark.NOT_KNOWN if each.rate is None else each.rate


def _score(each: Scored) -> Rate | Mark:
    return Mark.NOT_APPLICABLE if each.score is None else each.score


def _missing(names: Sequence[str], quantities: Mapping[str, Quantity]) -> Text | None:
    """Quantities that nobody told; what is no quantity is the indicator whose rate is multiplied by."""
    if not names:
        return None
    labels = [quantities[name].label if name in quantities else _indicator(name) for name in names]
    return Text("; ".join(label.vi for label in labels), "; ".join(label.en for label in labels))


def _indicator(name: str) -> Label:
    return Label(f"{_WORDS['indicator'].vi} {name}", f"{_WORDS['indicator'].en} {name}")


def _heads(scoring: Scoring) -> Iterator[Column]:
    for indicator in scoring.indicators:
        group = _text(indicator.label)
        yield Column(f"{indicator.id}_rate", _WORDS["rate"], Kind.RATE, group)
        yield Column(f"{indicator.id}_score", _WORDS["score"], Kind.RATE, group)
    yield Column("score", _WORDS["score"], Kind.RATE, _WORDS[_TOTAL])
    yield Column("judged", _WORDS["judged"], Kind.COUNT, _WORDS[_TOTAL])
    yield Column("share", _WORDS["share"], Kind.RATE, _WORDS[_TOTAL])


def _card(sheet: Sheet) -> Iterator[Cell]:
    for each in sheet.scored:
        yield _rate(each)
        yield _score(each)
    yield sheet.total()
    yield sheet.judged()
    yield sheet.share()


def _note(indicator: Indicator, weights: Mapping[str, int]) -> Text:
    most = weights[indicator.id] if indicator.points is None else indicator.points
    return Text(
        f"{indicator.label.vi}: tối đa {most} điểm khi đạt {indicator.target}%.",
        f"{indicator.label.en}: {most} points at {indicator.target}%.",
    )


def _text(label: Label) -> Text:
    return Text(label.vi, label.en)
