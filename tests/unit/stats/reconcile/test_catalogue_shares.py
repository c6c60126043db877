"""Shares of services come from the catalogue, in which the provinces have as many as the printed shares imply."""

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from services.kernel.catalogue import Catalogue
from services.runtime.catalogue import read_catalogue
from services.stats.adapters.reconcile.read_printed import read_printed
from services.stats.application.reconcile.answers import answer_from_catalogue
from services.stats.application.reconcile.count_services import count_services
from services.stats.domain.rates import Rounding
from services.stats.domain.reconcile.agreements import Agreement
from services.stats.domain.reconcile.printed import reconcile_printed
from services.stats.domain.reconcile.reconciled import Reconciled

DEPLOY: Final = Path(__file__).parents[4] / "deploy"
DAY: Final = date(2023, 7, 7)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(DEPLOY / "catalogue")


@pytest.fixture(scope="module")
def shares(catalogue: Catalogue) -> dict[str, Reconciled]:
    printed = read_printed(DEPLOY / "scenarios" / "catalogue_shares.yaml", frozenset)
    found = reconcile_printed(printed, answer_from_catalogue(printed.questions, catalogue))
    return {each.check.id: each for each in found}


def test_the_implied_base_is_what_the_catalogue_offers(shares: dict[str, Reconciled]) -> None:
    """1,138 of 1,813 services are on the national portal, 62.77 percent half up and not cut off."""
    share = shares["S3-14"]
    assert (share.check.operands, share.computed) == (("1138", "1813"), "62.77")
    assert Rounding.HALF_UP in share.roundings
    assert Rounding.TRUNCATE not in share.roundings


def test_a_portal_of_its_own_is_kept_outside(shares: dict[str, Reconciled], catalogue: Catalogue) -> None:
    """With business registration in the base the print does not follow; without it does."""
    share = shares["S3-15"]
    assert (share.computed, share.agrees, share.surprises) == ("62.73", False, ())
    assert Agreement("services", Rounding.HALF_UP) in share.agreements
    assert count_services(catalogue, {"field": frozenset({"business"}), "province": frozenset({"H93"})}, DAY) == 1


def test_services_are_counted_on_a_day(catalogue: Catalogue) -> None:
    """A version that ended is not offered any more, and of two versions in turn only one is."""
    licence = {"code": frozenset({"9.700001"})}
    assert count_services(catalogue, licence, DAY) == count_services(catalogue, licence, date(2023, 6, 30)) == 1
    assert count_services(catalogue, licence, date(2021, 12, 31)) == 0


def test_a_level_is_that_of_the_day(catalogue: Catalogue) -> None:
    """The driving licence was a partial service in 2022 and is a full one since."""
    full = {"code": frozenset({"9.700001"}), "online_level": frozenset({"full"})}
    assert [count_services(catalogue, full, date(year, 1, 2)) for year in (2022, 2023)] == [0, 1]
