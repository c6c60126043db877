"""What the service offers as reports, all areas together."""

from pathlib import Path
from typing import Any

from services.kernel.times import utc_now
from services.runtime.catalogue import read_catalogue
from services.stats.adapters.declared import attributes_of
from services.stats.application.papers.paper import Shelf
from services.stats.application.reading import Reports
from services.stats.bootstrap.ground import wire
from services.stats.bootstrap.papers import shelf_of
from services.stats.bootstrap.sources import Sources
from services.stats.domain.papers.known import Known
from services.stats.settings import OperatorSettings
from tests.fakes.store import FakeStore

CATALOGUE = Path(__file__).parents[4] / "deploy" / "catalogue"


def shelf() -> Shelf:
    """Return the shelf over an empty store: papers read only when they are asked."""
    store: Any = FakeStore()
    catalogue = read_catalogue(str(CATALOGUE))
    settings = OperatorSettings(kafka_bootstrap="127.0.0.1:1", store_url="mongodb://127.0.0.1:1/", namespace="")
    stats = wire(settings, store, attributes_of(catalogue.packs))
    reports = Reports(stats.generations, stats.ledger)
    return shelf_of(Sources(store, catalogue, Known(catalogue), stats, reports, utc_now))


def test_no_two_areas_offer_a_report_of_one_name() -> None:
    """Wiring fails for a key that is taken, and then the service does not start."""
    keys = [paper.key for paper in shelf()]
    assert {"procedures", "form06", "weekly"} <= set(keys)
    assert all(key.replace("-", "").replace("_", "").isalnum() and key.islower() for key in keys)


def test_every_report_is_named_in_both_languages() -> None:
    """Officers find it in the list by its Vietnamese name."""
    assert all(paper.title.vi and paper.title.en for paper in shelf())
    assert all(parameter.meaning for paper in shelf() for parameter in paper.parameters)
