"""What a filing costs: the lines of its day, reduced for whom and by which channel the rules say."""

import itertools

import pytest

from services.intake.application.dossiers.filing_view import fee_view
from services.kernel.fees import UnknownExemption
from tests.unit.intake.filing.counter import filed

MARITAL = "1.004873"
DAY = "2023-07-10 09:00"
CITY = "H91.01"


@pytest.mark.parametrize(
    ("kind", "channel"), list(itertools.product(["individual", "organisation"], ["online", "direct", "post"]))
)
def test_only_an_individual_on_line_pays_seventy_percent(kind: str, channel: str) -> None:
    """Article 001's reduction: 14.000 of 20.000 for that one, all others the full amount."""
    dossier = filed(DAY, CITY, MARITAL, applicant_kind=kind, channel=channel)
    reduced = (kind, channel) == ("individual", "online")
    assert dossier.filing.fee_vnd == (14_000 if reduced else 20_000)
    assert dossier.filing.fees[0].list_amount == 20_000


def test_who_applies_may_be_told_as_an_attribute() -> None:
    """Reports without personal data say it so."""
    online = filed(DAY, CITY, MARITAL, attributes={"applicant": "individual"}, channel="online")
    assert online.filing.fee_vnd == 14_000
    assert filed(DAY, CITY, MARITAL, channel="online").filing.fee_vnd == 20_000


def test_the_assisted_online_filing_counts_as_online() -> None:
    """With a service point's help it is still on line."""
    dossier = filed(DAY, CITY, MARITAL, applicant_kind="individual", channel="online", assisted_by="H91.12.01")
    assert dossier.filing.fee_vnd == 14_000


def test_an_exemption_is_shown_with_its_ground_and_an_unknown_one_is_refused() -> None:
    """The line says what the list has and why nothing is paid."""
    free = filed(DAY, CITY, MARITAL, applicant_kind="individual", exemption="poor_household")
    assert fee_view(free)["lines"][0] | {"name": ""} == {
        "kind": "charge",
        "name": "",
        "amount_vnd": 0,
        "list_amount_vnd": 20_000,
        "reduction": "poor_household",
        "moment": 1,
    }
    with pytest.raises(UnknownExemption):
        filed(DAY, CITY, MARITAL, exemption="friend_of_the_officer")


def test_a_reduction_ends_with_its_validity() -> None:
    """The ministry's circular runs from 15/8/2026 to 28/2/2027, both days included."""
    paid = {
        day: filed(f"{day} 09:00", "H90.04.01", MARITAL, applicant_kind="individual", channel="online").filing.fee_vnd
        for day in ("2026-08-14", "2026-08-15", "2026-12-31")
    }
    assert paid == {"2026-08-14": 20_000, "2026-08-15": 14_000, "2026-12-31": 14_000}
