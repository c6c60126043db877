"""A report that is offered, and all that are."""

from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from services.stats.domain.papers.asking import FROM, TO, WEEK, Asked, Parameter
from services.stats.domain.papers.pages import Page, Place
from services.stats.domain.papers.table import Table, Text

__all__ = ["Answer", "PageAnswer", "Paper", "Shelf"]

Answer = Callable[[Asked], Awaitable[Table]]
PageAnswer = Callable[[Asked, Place | None, int], Awaitable[Page]]
"""Up to so many rows after a place, read without all the others."""

_TAKEN: Final = frozenset({"format", "lang", "limit", "cursor"})


def _whole(table: Table) -> Table:
    return table


@dataclass(frozen=True, slots=True)
class Paper:
    """`key` is its name in addresses and commands; `answer` raises TransientError while nothing can be read.

    `kept` is what of a table is frozen when a period is closed: nothing that may be taken back later.
    A long report has a `page` as well; pages of the others are cut out of the whole.
    """

    key: str
    title: Text
    parameters: tuple[Parameter, ...]
    answer: Answer
    kept: Callable[[Table], Table] = _whole
    page: PageAnswer | None = None

    @property
    def closes(self) -> bool:
        """Whether a period of it can be frozen: it is about one, of days or a week."""
        names = {parameter.name for parameter in self.parameters if parameter.required}
        return {FROM.name, TO.name} <= names or WEEK.name in names


class Shelf:
    """All papers by key. Raises ValueError for a key or a parameter that is taken: one would hide the other."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._papers: dict[str, Paper] = {}
        for paper in papers:
            names = [parameter.name for parameter in paper.parameters]
            if paper.key in self._papers or _TAKEN & set(names) or len(set(names)) < len(names):
                raise ValueError(paper.key)
            self._papers[paper.key] = paper

    def __iter__(self) -> Iterator[Paper]:
        return iter(self._papers.values())

    def get(self, key: str) -> Paper | None:
        return self._papers.get(key)
