"""Fees of the day with reductions and exemptions."""

from datetime import date

import pytest

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue, FeeExemption, FeeLine, FeeReduction, Label, Period
from services.kernel.fees import UnknownExemption, price
from services.kernel.money import Vnd

_DAY = date(2023, 10, 2)
_LINES = (FeeLine("fee", "Phí", Vnd(20_001), 1), FeeLine("charge", "Lệ phí", Vnd(0), 4))
_CUT = FeeReduction(30, "NQ", "individual", "online", Period(date(2023, 1, 1), date(2023, 12, 31)))
_POOR = FeeExemption("poor", Label("Nghèo", "Poor"), 100, Period(date(2023, 1, 1)))


@pytest.mark.parametrize(
    ("applicant_kind", "channel", "day", "amount", "reduction"),
    [
        ("individual", "online", _DAY, 14_001, "NQ"),  # 14,000.7 rounded half up
        ("organisation", "online", _DAY, 20_001, None),
        ("individual", "direct", _DAY, 20_001, None),
        ("individual", "post", _DAY, 20_001, None),
        ("individual", "online", date(2022, 12, 31), 20_001, None),
        ("individual", "online", date(2024, 1, 1), 20_001, None),
    ],
)
def test_cut_is_for_individuals_online_on_its_days(
    applicant_kind: str, channel: str, day: date, amount: int, reduction: str | None
) -> None:
    """And for nobody else; the list price stays beside it."""
    fee, charge = price(_LINES, [_CUT], {}, applicant_kind=applicant_kind, channel=channel, day=day)
    assert (fee.list_amount, fee.amount, fee.reduction) == (20_001, amount, reduction)
    assert (charge.amount, charge.reduction, charge.moment) == (0, None, 4)


def test_exemption_counts_alone() -> None:
    """The greatest reduction holds; they are not added up."""
    half = FeeExemption("half", Label("", ""), 50)
    exempt = {"poor": _POOR, "half": half}
    due = {
        kind: price(_LINES, [_CUT], exempt, applicant_kind="individual", channel="online", day=_DAY, exemption=kind)[0]
        for kind in exempt
    }
    assert (due["poor"].amount, due["poor"].reduction) == (0, "poor")
    assert (due["half"].amount, due["half"].reduction) == (10_001, "half")


@pytest.mark.parametrize(("kind", "day"), [("rich", _DAY), ("poor", date(2022, 12, 31))])
def test_exemption_that_nobody_declared_is_refused(kind: str, day: date) -> None:
    """Unknown, or not valid on the day."""
    with pytest.raises(UnknownExemption):
        price(_LINES, [], {"poor": _POOR}, applicant_kind="individual", channel="direct", day=day, exemption=kind)


def test_line_of_the_day_is_charged() -> None:
    """A raised fee holds from its first day."""
    old = FeeLine("fee", "Phí", Vnd(1000), 1, validity=Period(last=date(2023, 6, 30)))
    new = FeeLine("fee", "Phí", Vnd(1500), 1, validity=Period(date(2023, 7, 1)))
    charged = {
        day: [due.amount for due in price([old, new], [], {}, applicant_kind="individual", channel="direct", day=day)]
        for day in (date(2023, 6, 30), date(2023, 7, 1))
    }
    assert charged == {date(2023, 6, 30): [1000], date(2023, 7, 1): [1500]}


@pytest.mark.parametrize(
    ("agency", "day", "amount"),
    [
        ("H91.01", date(2023, 10, 2), 14_000),
        ("H90.04.01", date(2023, 10, 2), 20_000),
        ("H91.01", date(2025, 7, 1), 20_000),
        ("H90.04.01", date(2026, 8, 14), 20_000),
        ("H90.04.01", date(2026, 8, 15), 14_000),
        ("H90.04.01", date(2027, 2, 28), 14_000),
        ("H90.04.01", date(2027, 3, 1), 20_000),
    ],
)
def test_shipped_cut(shipped: Catalogue, agency: str, day: date, amount: int) -> None:
    """One province's in the articles' era, the national one for half a year of the new law."""
    lines = shipped.procedure("1.004873@1").fees
    rules = shipped.rules_on(day, AgencyCode(agency))
    (due,) = price(lines, rules.fee_reductions, {}, applicant_kind="individual", channel="online", day=day)
    assert due.amount == amount
