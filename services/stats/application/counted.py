"""The topics that are counted. Another one joins by declaring how its events translate, fold and contribute."""

import hashlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from services.contracts.topics import LIFECYCLE
from services.stats.application.activity.topics import activity_topics
from services.stats.application.counted_topic import Counted
from services.stats.application.dossier_rows import dump_dossier, load_dossier
from services.stats.application.translate_dossiers import dossier_translator
from services.stats.domain import dossiers
from services.stats.domain.facts import TopicRules

__all__ = ["Counted", "counted_topics", "rules_version"]

_FOLD: Final = "fold-2"
"""How events fold into facts and where they count (`Fact`): whoever does it otherwise steps back."""
CONTRACTS: Final = "41cf4474a907"
"""What a record of a counted topic may be: one is an event to all who count in a generation, or to nobody. It is a
digest of the contracts, which `tests/unit/stats/test_counted.py` tells."""
_NONE: Final[Mapping[str, str]] = MappingProxyType({})


def counted_topics(attributes: frozenset[str], tiers: Mapping[str, str] = _NONE) -> tuple[Counted, ...]:
    """Return all counted topics, from the catalogue's declared dimensions and the tiers of its agencies by code."""
    dossier = TopicRules(
        topic=LIFECYCLE.name,
        name="dossiers",
        version=f"{dossiers.RULES}-{_digest(attributes)}",
        absorb=dossiers.absorb,
        contribution=dossiers.contribution,
        dump=dump_dossier,
        load=load_dossier,
        listed=dossiers.listed,
    )
    return (Counted(LIFECYCLE, dossier, dossier_translator(attributes)), *activity_topics(tiers))


def rules_version(counted: tuple[Counted, ...]) -> str:
    """Return what a generation has to have been built by, to be counted on."""
    return ";".join((_FOLD, CONTRACTS, *(item.rules.version for item in counted)))


def _digest(attributes: frozenset[str]) -> str:
    return hashlib.sha256("\n".join(sorted(attributes)).encode()).hexdigest()[:12]
