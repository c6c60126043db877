"""What drafting needs of the world."""

from dataclasses import dataclass
from typing import Protocol

from services.intake.application.declaration.words import Words
from services.intake.domain.declaration.declaration import Declaration
from services.runtime.aggregates.model import CommitOutcome, Loaded

__all__ = ["Declarations", "KeptDeclaration", "WordSealing"]


@dataclass(frozen=True, slots=True)
class KeptDeclaration:
    """`sealed` has the words of every version, oldest first; `digest` tells a repeated request from another one."""

    declaration: Declaration
    sealed: tuple[str, ...]
    digest: str
    basis: Loaded | None = None


class Declarations(Protocol):
    """Raises TransientError when the store cannot be reached."""

    async def load(self, id_: str) -> KeptDeclaration | None: ...

    async def commit(self, kept: KeptDeclaration) -> CommitOutcome: ...


class WordSealing(Protocol):
    """Words at rest; bound to their draft and version."""

    def seal_words(self, draft: str, version: int, words: Words) -> str: ...

    def open_words(self, draft: str, version: int, text: str) -> Words: ...

    def digest(self, content: bytes) -> str: ...

    def is_digest(self, digest: str, content: bytes) -> bool: ...
