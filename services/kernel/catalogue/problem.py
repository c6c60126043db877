"""Everything that is wrong with a catalogue, told at once: file, line, what, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass, field

__all__ = ["CatalogueError", "Place", "Problem", "Problems"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in the catalogue's YAML; lines count from 1."""

    file: str
    line: int


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    place: Place
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place.file}:{self.place.line}: {self.what}. Remedy: {self.remedy}."


class CatalogueError(ValueError):
    """Permanent: the catalogue cannot be used; `problems` holds every reason, in file and line order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(slots=True)
class Problems:
    """Collects while the files are read, so that an editor sees all mistakes in one run."""

    found: list[Problem] = field(default_factory=list)

    def add(self, place: Place, what: str, remedy: str) -> None:
        problem = Problem(place, what, remedy)
        # an aliased YAML node is read once per use, its mistakes are told once
        if problem not in self.found:
            self.found.append(problem)

    def raise_if_any(self) -> None:
        if self.found:
            raise CatalogueError(self.found)
