"""What messages to officers need of the outside."""

from dataclasses import dataclass, field
from typing import Protocol

__all__ = ["Listed", "OfficerLists"]


@dataclass(frozen=True, slots=True)
class Listed:
    """One number on a list, by its key there; `jwe` seals it to us, so that no message keeps it in the clear."""

    key: str
    jwe: str = field(repr=False)


class OfficerLists(Protocol):
    """Who wants to hear of what at which agency; nobody where there is no list."""

    def of(self, agency: str, template: str) -> tuple[Listed, ...]: ...
