"""Addresses of the dashboard's pages; each keeps what was chosen, unless it changes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

from services.stats.domain.dashboard.standing import NATION, Subject

__all__ = ["PUBLIC", "Ways"]

PUBLIC: Final = "/thong-ke"


@dataclass(frozen=True, slots=True)
class Ways:
    """`root` is where the pages are; `kept` stays in every address, such as the language of public ones."""

    root: str
    kept: Mapping[str, str] = field(default_factory=dict)

    def page(self, path: str, **query: str | int) -> str:
        """Return an address below the root; what is empty is left out."""
        return self.at(self.root + path, **query)

    def at(self, path: str, **query: str | int) -> str:
        """Return the address of that path, whole as it is."""
        asked = {name: value for name, value in {**query, **self.kept}.items() if value not in {"", None}}
        return f"{path}?{urlencode(asked)}" if asked else path

    def place(self, subject: Subject, **query: str | int) -> str:
        return self.page(_below_root(subject), **query)

    def below(self, subject: Subject, path: str, **query: str | int) -> str:
        """Return an address below that of a place."""
        return self.page(_below_root(subject) + path, **query)


def _below_root(subject: Subject) -> str:
    if subject == NATION:
        return ""
    return f"/tinh/{subject.name}" if subject.kind == "province" else f"/co-quan/{subject.name}"
