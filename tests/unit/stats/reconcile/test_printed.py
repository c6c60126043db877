"""A reconciliation file: values and figures are read with their names, and every mistake with line and remedy."""

from pathlib import Path

import pytest

from services.kernel.catalogue import CatalogueError
from services.stats.adapters.reconcile.read_printed import read_printed
from services.stats.domain.rates import Rounding
from services.stats.domain.reconcile.agreements import Agreement
from services.stats.domain.reconcile.printed import NoAnswerError, PrintedFigures, reconcile_printed
from services.stats.domain.reconcile.reconciled import Verdict
from services.stats.domain.reconcile.values import Counted

QUESTIONS = """
period: {from: 2023-01-01, to: 2023-12-31}
values:
  - {name: received, dossiers: {agency: H93}}
  - {name: in_time, dossiers: {agency: H93, outcome: early|on_time, electronic: full}}
  - {name: resolved, expr: {sum: [in_time, "216"]}}
  - {name: agencies, agencies: {agency: H93}, period: {from: 2023-02-01, to: 2023-02-28}}
checks:
  - {id: share, quantity: in time / received, expr: {percent: [in_time, received]}, printed: "99.95", places: 2}
"""


def _printed(tmp_path: Path, text: str) -> PrintedFigures:
    file = tmp_path / "data.yaml"
    file.write_text(text, encoding="utf-8")
    return read_printed(file, lambda: frozenset({"electronic"}))


def test_questions_are_asked_by_name(tmp_path: Path) -> None:
    """A question has its own period or that of the file; values of one filter name are alternatives."""
    questions = _printed(tmp_path, QUESTIONS).questions
    assert questions.keys() == {"received", "in_time", "agencies"}
    assert questions["in_time"].where["outcome"] == {"early", "on_time"}
    assert questions["agencies"].counted is Counted.AGENCIES
    assert [inquiry.period.first.month for inquiry in questions.values()] == [1, 1, 2]


def test_counted_values_are_tried_as_bases(tmp_path: Path) -> None:
    """With the counts of article 003 the share agrees over what was resolved, not over what was received."""
    printed = _printed(tmp_path, QUESTIONS)
    (found,) = reconcile_printed(printed, {"received": 492_358, "in_time": 485_830, "agencies": 171})
    assert found.verdict is Verdict.OTHER_BASE
    assert found.agreements == (Agreement("resolved", Rounding.TRUNCATE),)
    assert found.surprises == ("printed and computed disagree",)


def test_a_value_out_of_nothing_is_named(tmp_path: Path) -> None:
    """A figure cannot be computed from a share of no dossiers; a figure that is one itself is not applicable."""
    share = "values: [{name: none, dossiers: {}}, {name: share, expr: {percent: [1, none]}}]\n"
    period = "period: {from: 2023-01-01, to: 2023-12-31}\n"
    checks = "checks: [{id: a, quantity: a, expr: {percent: [1, none]}, computed: not_applicable}]\n"
    with pytest.raises(NoAnswerError, match="share is not_applicable"):
        reconcile_printed(_printed(tmp_path, period + share + checks), {"none": 0})
    alone = period + "values: [{name: none, dossiers: {}}]\n" + checks
    (found,) = reconcile_printed(_printed(tmp_path, alone), {"none": 0})
    assert (found.computed, found.surprises) == ("not_applicable", ())


@pytest.mark.parametrize(
    ("word", "printed", "agrees"),
    [
        ("over", "150000", True),
        ("over", "150396", False),
        ("at_least", "150396", True),
        ("nearly", "150400", True),
        ("nearly", "150000", False),
        ("nearly", "160000", False),
        ("about", "150000", True),
        ("about", "140000", False),
    ],
)
def test_words_are_compared_as_they_are_meant(tmp_path: Path, word: str, printed: str, agrees: bool) -> None:  # noqa: FBT001 a column of the table
    """Over and at least bound from below, nearly from above and close, about from either side."""
    text = f"""
tolerance_percent: {{nearly: "1", about: "1"}}
checks:
  - {{id: a, quantity: a, expr: {{sum: [150396]}}, printed: "{printed}", comparator: {word}}}
"""
    (found,) = reconcile_printed(_printed(tmp_path, text), {})
    assert found.agrees is agrees


@pytest.mark.parametrize(
    ("recorded", "surprise"),
    [
        ("computed: 6", "computed 5, recorded 6"),
        ("printed: 6, agrees: false, gap: 1", "gap -1, recorded 1"),
        ("printed: 6", "printed and computed disagree"),
        ("printed: 5, agrees: false", "it agrees, recorded that it does not"),
        ("printed: 5, agrees: true, gap: 0, computed: 5", None),
    ],
)
def test_what_is_recorded_must_come_out(tmp_path: Path, recorded: str, surprise: str | None) -> None:
    """A known gap is recorded; anything else is a surprise, and so is a gap that is gone."""
    (found,) = reconcile_printed(
        _printed(tmp_path, f"checks: [{{id: a, quantity: a, expr: {{sum: [2, 3]}}, {recorded}}}]"), {}
    )
    assert found.surprises == (() if surprise is None else (surprise,))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("checks: []", "data.yaml:1: the file has no figure to reconcile. Remedy: list at least one under checks:."),
        ("- a", "data.yaml:1: the file has no top-level keys"),
        ("checks: [", "correct the syntax near this line"),
        ("\nchecks: [{id: a, quantity: a, expr: {mean: [1]}}]", "data.yaml:2: expr is not one known operation"),
        ("checks: [{id: a, quantity: a, expr: {percent: [1]}}]", "percent has 1 operands. Remedy: give it 2"),
        ("checks: [{id: a, quantity: a, expr: {sum: [b]}}]", "'b' is neither a number nor a value above"),
        ("checks: [{id: a, quantity: a, expr: {sum: [1]}, printed: 1.2.3}]", "'1.2.3' is no number"),
        ("checks: [{id: a, quantity: a, expr: {sum: [1]}, printd: 1}]", "unknown key 'printd'"),
        ("checks: [{id: a, quantity: a, expr: {weekday: [monday]}}]", "'monday' is no day. Remedy: write an existing"),
        (
            "checks: [{id: a, quantity: a, expr: {sum: [1]}, printed: 1, comparator: nearly}]",
            "how much nearly may be off is not said",
        ),
        ("values: [{name: a, dossiers: {}}]", "the question has no period. Remedy: add period:"),
        ("values: [{name: a, number: 1}, {name: a, number: 2}]", "'a' is a number or taken"),
        ("values: [{name: a}]", "the value has no number and asks nothing"),
        (
            "period: {from: 2023-01-01, to: 2023-01-02}\nvalues: [{name: a, dossiers: {colour: red}}]",
            "data.yaml:2: nothing is counted by 'colour'",
        ),
        (
            "period: {from: 2023-01-01, to: 2023-01-02}\nvalues: [{name: a, dossiers: {outcome: early|lost}}]",
            "data.yaml:2: no dossier ends 'lost'",
        ),
        (
            "period: {from: 2023-01-01, to: 2023-01-02}\nvalues: [{name: a, dossiers: {agency: here}}]",
            "data.yaml:2: not an agency code",
        ),
        ("period: {from: 2023-01-02, to: 2023-01-01}", "the period ends before it begins"),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_line_and_remedy(tmp_path: Path, text: str, told: str) -> None:
    """Whoever writes a file learns where and what to do."""
    with pytest.raises(CatalogueError) as raised:
        _printed(tmp_path, text)
    assert told in str(raised.value)
