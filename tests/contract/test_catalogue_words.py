"""What the catalogue may say of an agency can be published: snapshots carry it."""

from typing import get_args

from services.contracts.events.lifecycle import Tier
from services.runtime.catalogue import read_catalogue


def test_every_tier_of_the_catalogue_can_be_published() -> None:
    """A tier that events cannot carry would stop every dossier of its agencies."""
    assert set(read_catalogue("deploy/catalogue").words.tiers) <= set(get_args(Tier))
