"""The files of printed figures ask what the articles count; with the counts of a full replay nothing surprises."""

from typing import Final

import pytest

from services.kernel.catalogue import Catalogue
from services.ops.scenario.expected import ExpectedCounts
from services.ops.scenario.plan import plan
from services.ops.scenario.prepared import FOLDER
from services.ops.scenario.printed import printed_of, reconcile_live
from services.ops.scenario.read import find_file, read_scenario
from services.runtime.catalogue import read_catalogue
from services.stats.application.reconcile.answers import answer_from_catalogue
from services.stats.domain.rates import Rounding
from services.stats.domain.reconcile.agreements import Agreement
from services.stats.domain.reconcile.misprints import Slip
from services.stats.domain.reconcile.printed import reconcile_printed
from services.stats.domain.reconcile.reconciled import Reconciled, Verdict

COUNTS: Final = {
    "001": {"online_points": 15, "saturday_branches": 7},
    "002": {
        "received": 150_396, "in_time": 140_496, "judged": 145_896, "communes": 226, "one_commune": 996,
        "one_commune_late": 0,
    },
    "003": {
        "received": 492_358, "in_time": 485_830, "late": 216, "in_neither": 6_312, "assigned": 27_189,
        "partial": 154_774, "full": 131_181,
    },
    "004": {
        "acts_for_the_chair": 1_253_890, "ward": 6_675, "ward_online": 1_770, "ward_online_capable": 1_863,
        "ward_digitised": 6_675, "used_online": 186,
    },
}  # fmt: skip
"""What a replay in full gives (deploy/scenarios); the tables of `make prove-scenarios` show it"""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(FOLDER.parent / "catalogue")


def _reconciled(name: str, catalogue: Catalogue) -> dict[str, Reconciled]:
    printed = printed_of(f"s{name}", FOLDER, catalogue)
    assert printed is not None
    counts = COUNTS[name] | answer_from_catalogue(printed.questions, catalogue)
    assert counts.keys() == printed.questions.keys()
    return {found.check.id: found for found in reconcile_printed(printed, counts)}


@pytest.mark.parametrize("name", COUNTS)
def test_a_full_replay_gives_what_the_file_records(name: str, catalogue: Catalogue) -> None:
    """Every print agrees or its gap is recorded; wordings hold on the bases that the article may mean."""
    found = _reconciled(name, catalogue)
    assert {figure: each.surprises for figure, each in found.items() if each.surprises} == {}


def test_base_and_rounding_of_article_003_come_from_live_counts(catalogue: Catalogue) -> None:
    """The same explanation as for the golden figures, but over what was counted."""
    share = _reconciled("003", catalogue)["S3-10.received"]
    assert (share.verdict, share.agreements) == (Verdict.OTHER_BASE, (Agreement("resolved", Rounding.TRUNCATE),))


def test_the_print_of_article_004_has_a_base_that_would_explain_it(catalogue: Catalogue) -> None:
    """1,863 dossiers of services that can be filed online make 1,770 of them 95 percent."""
    share = _reconciled("004", catalogue)["S4-10"]
    assert Agreement("ward_online_capable", Rounding.HALF_UP) in share.agreements
    assert share.agrees is False


async def test_article_000_from_its_planned_dossiers(catalogue: Catalogue) -> None:
    """Asked of every dossier that a full replay files: the rows are as printed, the total is 273 off."""
    scenario = read_scenario(find_file("s000", FOLDER), catalogue)
    expected = ExpectedCounts(plan(scenario, catalogue, 1, "subset"), scenario.root)
    printed = printed_of("s000", FOLDER, catalogue)
    assert printed is not None
    found = {each.check.id: each for each in await reconcile_live(printed, expected, catalogue)}
    assert {name for name, each in found.items() if each.surprises} == set()
    assert [each.slip for each in found["S0-04"].misprints] == [Slip.EXCHANGED]
    assert [found[f"S0-05.{row}"].computed for row in (1, 2)] == ["0", "0"]


def test_an_article_without_a_file_is_not_reconciled(catalogue: Catalogue) -> None:
    """A scenario of one's own needs no file of printed figures."""
    assert printed_of("s999", FOLDER, catalogue) is None
