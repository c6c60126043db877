"""The short names that a scenario gives to groups of agencies and procedures."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self, TypeVar

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue
from services.kernel.catalogue.section import Section
from services.ops.scenario.ranges import expand_range

__all__ = ["Names"]

_ANY_OF = "|"
T = TypeVar("T", bound=str)


@dataclass(frozen=True, slots=True)
class Names:
    """A group may name codes, ranges of codes and other groups declared before it."""

    agency_groups: Mapping[str, tuple[AgencyCode, ...]]
    procedure_groups: Mapping[str, tuple[str, ...]]

    @classmethod
    def read(cls, root: Section, catalogue: Catalogue) -> Self:
        agencies = _groups(root, "agencies", frozenset(catalogue.agencies))
        known = frozenset(catalogue.versions) | frozenset(catalogue.procedures)
        procedures = _groups(root, "procedures", known)
        return cls({key: tuple(map(AgencyCode, codes)) for key, codes in agencies.items()}, procedures)

    def agencies(self, section: Section, key: str) -> list[AgencyCode]:
        return [code for name in section.texts(key) for code in _find(self.agency_groups, section, key, name)]

    def procedures(self, section: Section, key: str) -> list[str]:
        return [code for name in section.texts(key) for code in _find(self.procedure_groups, section, key, name)]

    def filter(self, section: Section, key: str) -> dict[str, frozenset[str]]:
        """A mapping of names to one value or several divided by `|`; agencies and procedures by their groups."""
        return {name: self._values(section, key, name, text) for name, text in section.labels(key).items()}

    def _values(self, section: Section, key: str, name: str, text: str) -> frozenset[str]:
        values = text.split(_ANY_OF)
        if name == "agency":
            return frozenset(code for value in values for code in _find(self.agency_groups, section, key, value))
        if name == "procedure":
            return frozenset(code for value in values for code in _find(self.procedure_groups, section, key, value))
        return frozenset(values)


def _groups(root: Section, key: str, known: frozenset[str]) -> dict[str, tuple[str, ...]]:
    section = root.section(key)
    groups: dict[str, tuple[str, ...]] = {}
    for name in section.names() if section else []:
        codes: list[str] = []
        for text in section.texts(name) if section else []:
            codes += groups.get(text) or _codes(section or root, name, text, known)
        groups[name] = tuple(codes)
    return groups


def _codes(section: Section, name: str, text: str, known: frozenset[str]) -> list[str]:
    try:
        codes = expand_range(text)
    except ValueError:
        section.fail(name, f"the range {text!r} runs backwards", "write the smaller number first")
        return []
    for code in codes:
        if code not in known:
            section.fail(name, f"{code!r} is not in the catalogue", "add it to deploy/catalogue, or correct the code")
    return codes


def _find(groups: Mapping[str, tuple[T, ...]], section: Section, key: str, name: str) -> tuple[T, ...]:
    if name not in groups:
        section.fail(key, f"unknown group {name!r}", f"declare it, or use one of: {', '.join(groups)}")
    return groups.get(name, ())
