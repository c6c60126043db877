"""A frozen document is a whole report: its table comes back from it."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from services.stats.application.papers.present_table import present_table
from services.stats.application.papers.read_table import read_table
from services.stats.domain.papers.asking import Asked
from services.stats.domain.papers.canonical import canonical, digest_of
from services.stats.domain.papers.table import AtMost, Cell, Column, Kind, Mark, Period, Row, Section, Table, Text
from services.stats.domain.rates import Comparator, Days, Points, Rate, Rounding, Unit

whole = st.integers(0, 10**12)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
words = st.text(max_size=12)
texts = st.builds(Text, words, words)
rates = st.builds(
    Rate,
    whole,
    whole,
    st.sampled_from(Rounding),
    st.integers(0, 4),
    words,
    st.none() | st.builds(Days, days, days),
    st.none() | st.sampled_from(Comparator),
    st.sampled_from([Unit.PERCENT, Unit.RATIO]),
)
points = st.builds(Points, rates, rates | st.decimals(0, 100, places=2).map(Decimal))
moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001 the strategy takes bounds without a zone
fitting: dict[Kind, st.SearchStrategy[Cell]] = {
    Kind.COUNT: whole,
    Kind.RATE: rates | points,
    Kind.TEXT: words | texts,
    Kind.DATE: days | moments,
    Kind.MONEY: whole,
    Kind.MINUTES: whole | st.builds(AtMost, whole),
}


@st.composite
def tables(draw: st.DrawFn) -> Table:
    kinds = draw(st.lists(st.sampled_from(Kind), max_size=4))
    columns = tuple(
        Column(f"c{n}", draw(texts), kind, draw(st.none() | texts), draw(words)) for n, kind in enumerate(kinds)
    )
    sections = tuple(
        Section(
            f"s{n}", draw(st.none() | texts), tuple(draw(row(f"r{m}", columns)) for m in range(draw(st.integers(0, 3))))
        )
        for n in range(draw(st.integers(0, 2)))
    )
    period = draw(st.builds(Period, st.none() | days, days))
    notes = tuple(draw(st.lists(texts, max_size=2)))
    return Table("report", draw(texts), period, columns, sections, notes, draw(st.none() | texts), notes[:1])


def row(key: str, columns: tuple[Column, ...]) -> st.SearchStrategy[Row]:
    cells = [st.none() | st.sampled_from(Mark) | fitting[column.kind] for column in columns]
    return st.builds(Row, st.just(key), st.tuples(*cells), st.booleans())


@given(tables())
def test_a_table_comes_back_from_its_document(table: Table) -> None:
    """Whatever it holds, through text and back, so that editions can be printed when their report is long gone."""
    text = canonical(present_table(table, Asked()))
    again = read_table(json.loads(text))
    assert again == table
    assert canonical(present_table(again, Asked())) == text


def test_the_digest_is_of_one_writing() -> None:
    """The order of names is nobody's choice, and Vietnamese is written as it is."""
    assert canonical({"b": 1, "a": {"d": "Xã", "c": None}}) == '{"a":{"c":null,"d":"Xã"},"b":1}'
    assert digest_of("Xã") == "eb238a4f87137fe398e992d124fa2b84397ebf5a896bd82b4437a4390d155545"
