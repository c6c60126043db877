"""Names of provinces and agencies, and the search for one by name or code."""

from functools import cached_property
from typing import Final

from services.kernel.agency_code import AgencyCode, ancestors_of, is_within, province_of
from services.kernel.catalogue import Agency, Catalogue
from services.kernel.search_key import search_key

__all__ = ["MOST_FOUND", "Places"]

MOST_FOUND: Final = 50


class Places:
    """What the catalogue does not know is called by its code."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def name(self, code: str) -> str:
        agency = self.agency(code)
        return agency.name if agency else code

    def agency(self, code: str) -> Agency | None:
        return self._catalogue.agencies.get(AgencyCode(code))

    def above(self, code: str) -> list[str]:
        """Return the known agencies above one, from the province down; the agency itself is not among them."""
        found = [each for each in ancestors_of(AgencyCode(code))[1:] if each in self._catalogue.agencies]
        return [str(each) for each in reversed(found)]

    def below(self, code: str) -> list[str]:
        """Return the known agencies below one by code."""
        known = self._catalogue.agencies
        return [each for each in known if each != code and is_within(each, AgencyCode(code))]

    def find(self, text: str) -> list[Agency]:
        """Return agencies and provinces whose name or code has every word, the shortest codes first."""
        words = search_key(text).split()
        found = [agency for key, agency in self._keys if all(word in key for word in words)]
        return sorted(found, key=lambda agency: (len(agency.code), agency.code))[:MOST_FOUND] if words else []

    @cached_property
    def _keys(self) -> list[tuple[str, Agency]]:
        """Where an agency lies is searched too, for there are many of the same name."""
        return [
            (search_key(f"{agency.name} {agency.code} {self.name(province_of(agency.code))}"), agency)
            for agency in self._catalogue.agencies.values()
        ]
