"""Figures of tagged dossiers by block: the plan's own procedures, what was added to them, and who did the work."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from services.stats.domain.cells import parse_profile
from services.stats.domain.figures import Figures, Group, Measures, total
from services.stats.domain.models.blocks import Block
from services.stats.domain.scope import covers

__all__ = ["ByAgency", "Tagged", "tagged_of"]

K = TypeVar("K")
ByAgency = Mapping[str, Mapping[Group, Measures]]
"""Measures by agency, procedure reference and profile."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """`own` has every procedure of the plan, `added` only those that came; by code, over all versions.

    `named` has every agency that the rules name, with all below it.
    """

    block: Block
    own: Mapping[str, Figures]
    added: Mapping[str, Figures]
    named: Mapping[str, Figures]

    @property
    def total_own(self) -> Figures:
        return _sum(self.own.values())

    @property
    def total(self) -> Figures:
        return _sum([*self.own.values(), *self.added.values()])


def tagged_of(block: Block, during: ByAgency, until: ByAgency) -> Tagged:
    """`during` counts the days of the block, `until` everything up to its last day."""
    here, stood = _here(block, during), _here(block, until)
    figures = {
        code: Figures(_total(here, _of_code(code)), _total(stood, _of_code(code)))
        for code in sorted({code for _, code, _ in (*here, *stood)} | set(block.own))
    }
    own = {code: each for code, each in figures.items() if code in block.own}
    added = {code: each for code, each in figures.items() if code not in block.own and _has_any(each)}
    named = {agency: Figures(_total(here, _below(agency)), _total(stood, _below(agency))) for agency in block.named}
    return Tagged(block, own, added, named)


def _has_any(figures: Figures) -> bool:
    return any(figures.during.values()) or figures.pending > 0


_Row = tuple[str, str, Measures]  # agency, code of the procedure, measures


def _here(block: Block, counted: ByAgency) -> list[_Row]:
    return [
        (agency, procedure.partition("@")[0], measures)
        for agency, groups in counted.items()
        if covers(block.places, agency)
        for (procedure, profile), measures in groups.items()
        if block.tag in parse_profile(profile).tags
    ]


def _of_code(code: str) -> Callable[[_Row], bool]:
    return lambda row: row[1] == code


def _below(agency: str) -> Callable[[_Row], bool]:
    return lambda row: covers([agency], row[0])


def _total(rows: Iterable[_Row], wanted: Callable[[_Row], bool]) -> Measures:
    return total(row[2] for row in rows if wanted(row))


def _sum(figures: Iterable[Figures]) -> Figures:
    every = list(figures)
    return Figures(total(each.during for each in every), total(each.until for each in every))
