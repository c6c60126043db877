"""What the catalogue declares of the dimensions that are counted by."""

from collections.abc import Iterable, Mapping

from services.kernel.catalogue import Catalogue, RulePack
from services.runtime.catalogue import read_catalogue


def read_attributes(folder: str) -> frozenset[str]:
    """Return the attributes that any rule pack declares; raises CatalogueError, with every problem found."""
    return attributes_of(read_catalogue(folder).packs)


def attributes_of(packs: Iterable[RulePack]) -> frozenset[str]:
    """Return the names over all packs: a dossier keeps its pack, and old ones are counted too."""
    return frozenset(name for pack in packs for name in pack.attributes)


def tiers_of(catalogue: Catalogue) -> Mapping[str, str]:
    """Return the tier of every agency by its code, for events that do not say it."""
    return {agency.code: agency.tier for agency in catalogue.agencies.values()}
