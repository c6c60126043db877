"""Whatever way a figure was printed, that way is found; and no figure is explained that is not."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from services.stats.domain.rates import Rounding, round_to
from services.stats.domain.reconcile.agreements import base_ranges, places_of
from services.stats.domain.reconcile.check import Check
from services.stats.domain.reconcile.operations import Operation, evaluate
from services.stats.domain.reconcile.reconciled import Verdict, reconcile

parts = st.integers(1, 1_000_000)
places = st.integers(0, 3)
ways = st.sampled_from(Rounding)


def _share(part: int, base: int, printed: str, bases: dict[str, str] | None = None) -> Check:
    operands = (str(part), str(base))
    return Check("a", "a", Operation.PERCENT, operands, printed, places_of(printed), bases=bases)


def _printed(part: int, base: int, digits: int, way: Rounding) -> str:
    exact = evaluate(Operation.PERCENT, (str(part), str(base)))
    assert exact is not None
    return str(round_to(exact, digits, way))


@given(parts, parts, places, ways)
def test_the_rounding_of_a_print_is_found(part: int, rest: int, digits: int, way: Rounding) -> None:
    """A share that was printed by a rounding agrees by it, and its gap is less than one step."""
    base = part + rest
    found = reconcile(_share(part, base, _printed(part, base, digits, way)), {})
    assert found.verdict is Verdict.AGREES
    assert way in found.roundings
    assert found.gap is not None
    assert abs(found.gap) <= Decimal(1).scaleb(-digits)


@given(parts, parts, parts, places, ways)
def test_the_base_of_a_print_is_found(part: int, rest: int, more: int, digits: int, way: Rounding) -> None:
    """A share of one base that is computed over another one is explained by the first, by name and rounding."""
    base = part + rest
    printed = _printed(part, base, digits, way)
    found = reconcile(_share(part, base + more, printed, {"right": str(base)}), {})
    assert ("right", way) in {(each.base, each.rounding) for each in found.agreements}
    assert found.verdict in {Verdict.OTHER_BASE, Verdict.AGREES}


@given(parts, parts, places)
def test_bases_that_would_explain_a_print_do(part: int, rest: int, digits: int) -> None:
    """The ends of a range lead to the print by its rounding, and the next base on either side does not."""
    printed = _printed(part, part + rest, digits, Rounding.HALF_UP)
    for bases in base_ranges(_share(part, part + rest, printed)):
        inside, outside = (bases.smallest, bases.largest), (bases.smallest - 1, bases.largest + 1)
        assert {_printed(part, base, digits, bases.rounding) for base in inside} == {printed}
        assert printed not in {_printed(part, base, digits, bases.rounding) for base in outside if base}


@given(parts, parts, st.decimals(0, 100, places=2))
def test_nothing_is_explained_that_is_not(part: int, rest: int, printed: Decimal) -> None:
    """A figure agrees only by roundings that lead from it to the print."""
    base = part + rest
    found = reconcile(_share(part, base, str(printed)), {})
    leading = {way for way in Rounding if _printed(part, base, 2, way) == str(printed)}
    assert set(found.roundings) == leading
    assert (found.verdict is Verdict.AGREES) == bool(leading)


def test_only_a_share_is_explained_by_its_complement() -> None:
    """2.3333 printed as 2.34 is a ratio rounded up, not 100 less something; 2.34 % could be."""
    ratio = reconcile(Check("a", "a", Operation.DIV, ("7", "3"), "2.34", 2), {})
    assert (ratio.verdict, ratio.agreements) == (Verdict.DIFFERS, ())
    assert reconcile(_share(7, 300, "2.34"), {}).roundings == (Rounding.COMPLEMENT,)
