"""The way back from a frozen document to its table, so that it can be printed in any format for ever."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from services.stats.domain.papers.table import AtMost, Cell, Column, Kind, Mark, Period, Row, Section, Table, Text
from services.stats.domain.rates import Comparator, Days, Points, Rate, Rounding, Unit

__all__ = ["read_table"]

Document = Mapping[str, Any]


def read_table(document: Document) -> Table:
    """Return the table that `present_table` made the document of."""
    columns = tuple(_column(each) for each in document["columns"])
    return Table(
        key=document["report"],
        title=_text(document["title"]),
        period=_period(document["period"]),
        columns=columns,
        sections=tuple(_section(each, columns) for each in document["sections"]),
        notes=tuple(_text(note) for note in document["notes"]),
        subtitle=_maybe(document["subtitle"]),
        signers=tuple(_text(signer) for signer in document["signers"]),
    )


def _period(document: Document) -> Period:
    first = document["from"]
    return Period(None if first is None else date.fromisoformat(first), date.fromisoformat(document["to"]))


def _column(document: Document) -> Column:
    group = _maybe(document["group"])
    return Column(document["key"], _text(document["title"]), Kind(document["kind"]), group, document["mark"])


def _section(document: Document, columns: tuple[Column, ...]) -> Section:
    rows = tuple(
        Row(row["key"], tuple(_cell(row["cells"][column.key], column.kind) for column in columns), row["total"])
        for row in document["rows"]
    )
    return Section(document["key"], _maybe(document["title"]), rows)


def _cell(value: Any, kind: Kind) -> Cell:
    if isinstance(value, Mapping):
        reader = next(read for name, read in _OBJECTS.items() if name in value)
        return reader(value)
    if kind is Kind.DATE and value is not None:
        return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    plain: int | str | None = value
    return plain


def _rate(document: Document) -> Rate:
    period, comparator = document.get("period"), document.get("comparator")
    return Rate(
        numerator=document["numerator"],
        denominator=document["denominator"],
        rounding=Rounding(document["rounding"]),
        places=document["places"],
        label=document.get("label", ""),
        period=period and Days(date.fromisoformat(period["from"]), date.fromisoformat(period["to"])),
        comparator=None if comparator is None else Comparator(comparator),
        unit=Unit(document["unit"]),
    )


def _points(document: Document) -> Points:
    less = document["less"]
    return Points(_rate(document["of"]), Decimal(less) if isinstance(less, str) else _rate(less))


def _text(document: Document) -> Text:
    return Text(document["vi"], document["en"])


def _maybe(document: Document | None) -> Text | None:
    return None if document is None else _text(document)


_OBJECTS: Final[Mapping[str, Callable[[Document], Cell]]] = {
    "mark": lambda document: Mark(document["mark"]),
    "at_most": lambda document: AtMost(document["at_most"]),
    "numerator": _rate,
    "less": _points,
    "vi": _text,
}
"""By a name that only that kind of object has."""
