"""What reports call the things of the catalogue; what it does not know keeps its code."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue
from services.stats.domain.papers.table import Text, say

__all__ = ["NONE", "Names"]

NONE: Final = Text("Không xác định", "Not said")

_DESK: Final = "desk"


class Names:
    """The vocabulary is Vietnamese: in English its words are shown as they are written in data."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._legs = _legs(catalogue)
        self._tags = {tag: label for pack in catalogue.packs for tag, label in pack.tags.items()}

    def agency(self, code: str) -> str:
        found = self._catalogue.agencies.get(AgencyCode(code))
        return code if found is None else found.name

    def leg(self, key: str) -> Text:
        """By the role of the agency whose leg it is."""
        return Text(self._legs.get(key, key), key.replace("_", " "))

    def procedure(self, code: str) -> Text:
        """By reference or by code, which is named as its latest version is."""
        known = self._catalogue.procedures.get(code)
        versions = self._catalogue.versions.get(code.partition("@")[0], ())
        found = known or (versions[-1] if versions else None)
        return say(code) if found is None else Text(found.name_vi, found.name_en)

    def field(self, key: str | None) -> Text:
        return NONE if not key else _word(self._catalogue.words.fields, key)

    def tier(self, key: str) -> Text:
        return _word(self._catalogue.words.tiers, key) if key else NONE

    def index(self, key: str) -> Text:
        return _word(self._catalogue.words.indices, key)

    def online_level(self, key: str) -> Text:
        return _word(self._catalogue.words.online_levels, key)

    def place(self, key: str) -> Text:
        """Where procedures are posted."""
        return _word(self._catalogue.words.places, key)

    def obstacle(self, key: str) -> Text:
        return _word(self._catalogue.words.obstacles, key)

    def tag(self, key: str) -> Text:
        return _word(self._tags, key)


def _legs(catalogue: Catalogue) -> dict[str, str]:
    """Legs have no labels of their own; where several have one role their ids tell them apart."""
    role_of = {leg.id: leg.role for procedure in catalogue.procedures.values() for leg in procedure.legs}
    roles, several = catalogue.words.roles, Counter(role_of.values())
    labels = {leg: roles.get(role, roles.get(_DESK, role)) for leg, role in role_of.items()}
    return {leg: labels[leg] if several[role] == 1 else f"{labels[leg]} ({leg})" for leg, role in role_of.items()}


def _word(words: Mapping[str, str], key: str) -> Text:
    return Text(words.get(key, key), key.replace("_", " "))
