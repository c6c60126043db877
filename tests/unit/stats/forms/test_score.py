"""Indicators are scored up to their target; what nobody knows is not scored."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from services.kernel.catalogue.pack_rules import Label
from services.kernel.catalogue.scoring import Group, Indicator, Scoring, Subject
from services.stats.domain.forms.score import Scored, score

A_LABEL = Label("Chỉ số", "Indicator")
PLAIN = Indicator("a", A_LABEL, "g", ("part",), ("whole",), points=6)


def scored(*indicators: Indicator, **amounts: int) -> list[Scored]:
    scoring = Scoring("s", A_LABEL, Subject.PROVINCE, indicators, {"g": Group(A_LABEL, 12)})
    return list(score(scoring, {"weighed": 4}, amounts).scored)


def value(indicator: Indicator, **amounts: int) -> str | None:
    rate = scored(indicator, **amounts)[0].score
    return None if rate is None else rate.value


def test_points_grow_with_the_rate_up_to_the_target() -> None:
    """Half of what is asked for earns half of the points; beyond the target nothing is added."""
    assert value(PLAIN, part=1, whole=3) == "2.00"
    assert value(replace(PLAIN, target=80), part=40, whole=100) == "3.00"
    assert value(replace(PLAIN, target=80), part=95, whole=100) == "6.00"
    assert value(replace(PLAIN, id="weighed", points=None), part=1, whole=2) == "2.00"


def test_what_is_not_known_or_divides_nothing_is_not_scored() -> None:
    """Neither is 0 points: the missing quantity is named, nothing out of nothing is not applicable."""
    assert value(PLAIN, part=0, whole=0) is None
    (each,) = scored(PLAIN, part=1)
    assert (each.score, each.rate, each.missing) == (None, None, ("whole",))


def test_less_most_and_factor() -> None:
    """Deductions come off the part, the largest whole counts, and a factor multiplies both."""
    assert value(replace(PLAIN, less=("late", "disliked")), part=10, late=1, disliked=2, whole=10) == "4.20"
    assert value(replace(PLAIN, less=("late",)), part=1, late=5, whole=10) == "0.00"
    assert value(replace(PLAIN, whole=("report", "portal"), most=True), part=5, report=10, portal=6) == "3.00"
    factor = replace(PLAIN, id="f", part=("synced",))
    found = scored(factor, replace(PLAIN, factor="f"), part=8, whole=10, synced=5)
    assert [each.score and each.score.value for each in found] == ["3.00", "2.40"]
    unknown = scored(factor, replace(PLAIN, factor="f"), part=8, whole=10)[1]
    assert (unknown.score, unknown.missing) == (None, ("f",))


@settings(deadline=None)  # a loaded machine is no fault of the rule
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=6))
def test_totals_add_up_what_is_printed(rows: list[tuple[int, int]]) -> None:
    """The total is the sum of the two decimals shown, never more than the points judged."""
    indicators = [replace(PLAIN, id=str(n), part=(f"p{n}",), whole=(f"w{n}",)) for n in range(len(rows))]
    amounts = {f"p{n}": part for n, (part, _) in enumerate(rows)} | {
        f"w{n}": whole for n, (_, whole) in enumerate(rows)
    }
    scoring = Scoring("s", A_LABEL, Subject.PROVINCE, tuple(indicators), {"g": Group(A_LABEL, 6 * len(rows))})
    sheet = score(scoring, {}, amounts)
    shown = sum(Decimal(each.score.value) for each in sheet.scored if each.score is not None)
    assert Decimal(sheet.total().value) == Decimal(sheet.total("g").value) == shown
    assert sheet.judged() == 6 * sum(1 for _, whole in rows if whole)
    assert shown <= sheet.judged() <= sheet.points()
