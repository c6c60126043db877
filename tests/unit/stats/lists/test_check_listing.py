"""The listing is proven like the counters."""

from services.stats.application.check_listing import unmarked
from services.stats.domain.listing import Listed
from tests.unit.stats.lists.kept import CODE, RULES, kept
from tests.unit.stats.stories import at, change


async def test_a_marker_that_is_missing_or_wrong_is_a_difference() -> None:
    """One too many is none: whoever reads the listing looks at the fact."""
    opened, ended = [change(0, due=3)], [change(0, due=3), change(2, due=3, finished=2, outcome="early")]
    ledger = await kept({CODE.format(number): story for number, story in enumerate((opened, ended, opened, opened))})
    assert [each async for each in unmarked(ledger, RULES)] == []
    wrong = Listed("H90.20.01", at(1), None)
    await ledger.enlist(RULES, {CODE.format(1): (9, wrong), CODE.format(2): (9, wrong)})
    await ledger.delist(RULES, {CODE.format(0): 9})
    right = Listed("H90.20.01", at(3, 9), None)
    assert [each async for each in unmarked(ledger, RULES)] == [
        (CODE.format(0), right, None),
        (CODE.format(2), right, wrong),
    ]
