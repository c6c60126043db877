"""What reports call the things of the catalogue; what it does not know keeps its code."""

from typing import Final

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import SELF_ROLE, Catalogue
from services.kernel.catalogue.vocabulary import Vocabulary, value_word
from services.stats.domain.papers.table import Text, say

__all__ = ["NONE", "Names", "word_of"]

NONE: Final = Text("Không xác định", "Not said")

_DESK: Final = "desk"
_FLAGS: Final = {"true": Text("Có", "Yes"), "false": Text("Không", "No")}


def word_of(words: Vocabulary, kind: str, key: str) -> Text:
    """Return a word of this kind in both languages; one that is not known keeps its key."""
    return Text(getattr(words, kind).get(key, key), words.in_english(kind, key))


class Names:
    """A word without an English label is shown as it is written in data."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._leg_roles = _leg_roles(catalogue)
        self._tags = {tag: label for pack in catalogue.packs for tag, label in pack.tags.items()}

    def agency(self, code: str) -> str:
        found = self._catalogue.agencies.get(AgencyCode(code))
        return code if found is None else found.name

    def leg(self, key: str) -> Text:
        return self._word("legs", key)

    def leg_role(self, key: str) -> Text | None:
        """Return the role of the agencies whose leg it is; None if procedures differ in that, or none has it."""
        roles = self._leg_roles.get(key, set())
        return self._word("roles", next(iter(roles))) if len(roles) == 1 else None

    def procedure(self, code: str) -> Text:
        """By reference or by code, which is named as its latest version is."""
        known = self._catalogue.procedures.get(code)
        versions = self._catalogue.versions.get(code.partition("@")[0], ())
        found = known or (versions[-1] if versions else None)
        return say(code) if found is None else Text(found.name_vi, found.name_en)

    def field(self, key: str | None) -> Text:
        return NONE if not key else self._word("fields", key)

    def tier(self, key: str) -> Text:
        return self._word("tiers", key) if key else NONE

    def index(self, key: str) -> Text:
        return self._word("indices", key)

    def online_level(self, key: str) -> Text:
        return self._word("online_levels", key)

    def place(self, key: str) -> Text:
        """Where procedures are posted."""
        return self._word("places", key)

    def obstacle(self, key: str) -> Text:
        return self._word("obstacles", key)

    def attribute(self, name: str) -> Text:
        return self._word("attributes", name)

    def attribute_value(self, name: str, value: str) -> Text:
        known = value_word(name, value)
        if known in self._catalogue.words.attributes:
            return self._word("attributes", known)
        return _FLAGS.get(value, say(value))

    def tag(self, key: str) -> Text:
        return Text(self._tags.get(key, key), key.replace("_", " "))

    def _word(self, kind: str, key: str) -> Text:
        return word_of(self._catalogue.words, kind, key)


def _leg_roles(catalogue: Catalogue) -> dict[str, set[str]]:
    """A leg of the receiving agency itself is the desk's."""
    roles: dict[str, set[str]] = {}
    for procedure in catalogue.procedures.values():
        for leg in procedure.legs:
            roles.setdefault(leg.id, set()).add(_DESK if leg.role == SELF_ROLE else leg.role)
    return roles
