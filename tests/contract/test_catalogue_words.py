"""What the catalogue may say of an agency can be published: snapshots carry it."""

from typing import get_args

from services.contracts.events.lifecycle import Tier
from services.notifications.adapters.template_files import TEMPLATES, read_wording
from services.runtime.catalogue import read_catalogue


def test_every_tier_of_the_catalogue_can_be_published() -> None:
    """A tier that events cannot carry would stop every dossier of its agencies."""
    assert set(read_catalogue("deploy/catalogue").words.tiers) <= set(get_args(Tier))


def test_every_reason_of_the_rule_packs_has_its_words_in_messages() -> None:
    """A refusal, an apology or a stop says why, not only where to look."""
    words = read_wording(TEMPLATES, "http://desk.test/", "http://desk.test/").reasons
    for pack in read_catalogue("deploy/catalogue").packs:
        assert {*pack.refusal_reasons, *pack.apology_reasons, *pack.stop_reasons} <= set(words)
