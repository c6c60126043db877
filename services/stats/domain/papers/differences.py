"""What two editions of a report differ in, cell by cell; texts of heads and notes may change with the software."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Difference", "differences"]

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell by its keys, with its plain values; without a column, a row that only one of the two has."""

    section: str
    row: str
    column: str | None
    frozen: Any
    present: Any


def differences(frozen: Document, present: Document) -> list[Difference]:
    """Return them in the order of the frozen report, then what is only in the present one."""
    old, new = _rows(frozen), _rows(present)
    found: list[Difference] = []
    for place in {**old, **new}:
        if place in old and place in new:
            found += _cells(place, old[place], new[place])
        else:
            found.append(Difference(*place, None, old.get(place), new.get(place)))
    return found


def _rows(document: Document) -> dict[tuple[str, str], Document]:
    return {(section["key"], row["key"]): row["cells"] for section in document["sections"] for row in section["rows"]}


def _cells(place: tuple[str, str], old: Document, new: Document) -> Iterator[Difference]:
    for column in {**old, **new}:
        if old.get(column) != new.get(column) or (column in old) != (column in new):
            yield Difference(*place, column, old.get(column), new.get(column))
