"""What each version of a procedure changed against the one before."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from services.kernel.catalogue import Procedure
from services.kernel.catalogue.vocabulary import Vocabulary

__all__ = ["Change", "Difference", "changes_of"]


@dataclass(frozen=True, slots=True)
class Difference:
    """`what` is a token for the page's words; both sides as printed, None for nothing."""

    what: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """A version and what it changed; the first one changed nothing. `since` is None when it was always in force."""

    version: int
    since: date | None
    until: date | None
    differences: tuple[Difference, ...]


Reading = Callable[[Procedure, Vocabulary], str | None]


def changes_of(versions: Iterable[Procedure], words: Vocabulary) -> tuple[Change, ...]:
    """Newest first."""
    ordered = sorted(versions, key=lambda each: each.version)
    first = [_change(each, ()) for each in ordered[:1]]
    later = [_change(after, _differences(before, after, words)) for before, after in pairwise(ordered)]
    return tuple(reversed(first + later))


def _change(procedure: Procedure, differences: tuple[Difference, ...]) -> Change:
    period = procedure.validity
    return Change(procedure.version, period.first, period.last, differences)


def _differences(before: Procedure, after: Procedure, words: Vocabulary) -> tuple[Difference, ...]:
    pairs = ((what, read(before, words), read(after, words)) for what, read in _READ.items())
    return tuple(Difference(what, old, new) for what, old, new in pairs if old != new)


def _components(procedure: Procedure, _: Vocabulary) -> str | None:
    """How many in all cases together; their names are too long for a line."""
    return str(sum(len(case.components) for case in procedure.cases.values())) if procedure.cases else None


_READ: Final[dict[str, Reading]] = {
    "name": lambda procedure, _: procedure.name_vi,
    "limit_hours": lambda procedure, _: None if procedure.limit_hours is None else str(procedure.limit_hours),
    "online_level": lambda procedure, words: words.online_levels.get(procedure.online_level),
    "fee_vnd": lambda procedure, _: str(sum(line.amount for line in procedure.fees)),
    "components": _components,
}
