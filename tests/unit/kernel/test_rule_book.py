"""Rules as they hold at a place on a day: national, with dated local overrides over them."""

from datetime import date

import pytest

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import ApologyRules, Catalogue, load
from services.kernel.status import Status
from tests.unit.kernel.small_catalogue import SMALL


@pytest.mark.parametrize(
    ("day", "agency", "most", "days_before", "plans"),
    [
        ("2024-02-29", "H90.01", 1, 0, ("KH 1",)),
        ("2024-03-01", "H90.01", 2, 0, ("KH 2", "KH 1")),
        ("2024-06-30", "H90.01.07", 2, 0, ("KH 2", "KH 1")),
        ("2024-07-01", "H90.01", 2, 1, ("KH 2",)),
        ("2024-02-29", "H90.02.01", 1, 1, ()),
    ],
)
def test_overrides_are_merged_by_place_and_day(
    day: str, agency: str, most: int, days_before: int, plans: tuple[str, ...]
) -> None:
    """The province's first, then the agency's over it, number by number, each on its days only."""
    rules = load(SMALL).rules_on(date.fromisoformat(day), AgencyCode(agency))
    assert rules.apology == ApologyRules(most=most, days_before=days_before)
    assert rules.plans == plans


def test_override_without_agencies_holds_everywhere() -> None:
    """A dated amendment of the national rules, under what provinces set."""
    amended = SMALL["packs.yaml"] + "  - {valid_from: 2024-01-01, plan: NĐ, set: {apology: {most: 3}, forms: {a: A}}}\n"
    catalogue = load(SMALL | {"packs.yaml": amended})
    assert catalogue.rules_on(date(2023, 12, 31), AgencyCode("H90.02.01")).apology.most == 1
    assert catalogue.rules_on(date(2024, 1, 1), AgencyCode("H90.02.01")).apology.most == 3
    assert catalogue.rules_on(date(2024, 3, 1), AgencyCode("H90.02.01")).apology.most == 2
    assert catalogue.rules_on(date(2024, 3, 1), AgencyCode("H90.02.01")).forms == {"a": "A"}


def test_wording_not_given_is_the_national_one() -> None:
    """A pack changes the words it names."""
    wording = load(SMALL).rules_on(date(2024, 1, 1), AgencyCode("H90")).wording
    assert (wording[Status.NEWLY_FILED], wording[Status.RECEIVED]) == ("Mới nộp", Status.RECEIVED.vi)
    assert wording.keys() == set(Status)


def test_shipped_packs_hold_every_rule(shipped: Catalogue) -> None:
    """Petitions, apology and files in both eras; one city apologises by the due date itself."""
    for day in (date(2023, 6, 1), date(2025, 7, 1)):
        rules = shipped.rules_on(day, AgencyCode("H90.04.01"))
        petition = rules.petition
        assert (petition.refuse_days, petition.ask_days, petition.answer_days, petition.publish_days) == (2, 5, 15, 2)
        assert rules.apology == ApologyRules(most=1, days_before=1)
        assert rules.supplement.most_requests == 1
        assert rules.same_day_tags == {"no_appointment"}
        assert rules.online_answer_hours == 8
        assert {state.status for state in rules.substates.values()} <= set(Status)
        assert sum(rules.weights.values()) == 100
    assert shipped.rules_on(date(2023, 6, 1), AgencyCode("H94.01.01")).apology.days_before == 0


def test_same_answer_is_one_object(shipped: Catalogue) -> None:
    """The filing path asks for every dossier: days and agencies without overrides of their own share a pack."""
    day = date(2023, 6, 1)
    assert shipped.rules_on(day, AgencyCode("H92.02.01")) is shipped.rules_on(day, AgencyCode("H93.01"))
