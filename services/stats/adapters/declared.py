"""The declared dimensions, from the rule packs of the catalogue."""

from collections.abc import Iterable

from services.kernel.catalogue import RulePack
from services.runtime.catalogue import read_catalogue


def read_attributes(folder: str) -> frozenset[str]:
    """Return the attributes that any rule pack declares; raises CatalogueError, with every problem found."""
    return attributes_of(read_catalogue(folder).packs)


def attributes_of(packs: Iterable[RulePack]) -> frozenset[str]:
    """Return the names over all packs: a dossier keeps its pack, and old ones are counted too."""
    return frozenset(name for pack in packs for name in pack.attributes)
