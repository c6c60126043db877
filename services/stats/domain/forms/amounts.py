"""The quantities that indicators divide, of one authority, from its measures and from what the catalogue offers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from services.kernel.catalogue.scoring import Quantity, Source
from services.stats.domain.counters import RECEIVED
from services.stats.domain.figures import Measures, of, total
from services.stats.domain.forms.progress import Progress, progress_of

__all__ = ["OFFERED", "PROGRESS", "Holding", "amounts_of", "check_quantities"]

PROGRESS: Final[Mapping[str, Callable[[Progress], int]]] = {
    "dossiers_handled": lambda progress: progress.handled,
    "dossiers_in_time": lambda progress: progress.in_time,
    "dossiers_late": lambda progress: progress.late,
}
"""Quantities of the source `progress`."""

OFFERED: Final = frozenset({"procedures", "services_online", "procedures_in_full", "services_with_dossiers"})
"""Quantities of the source `catalogue`."""

_KINDS: Final = {Source.DESK: "desk", Source.LEGS: "leg", Source.MESSAGES: "message"}


@dataclass(frozen=True, slots=True)
class Holding:
    """Measures of one authority: dossiers before and during a period, and records by (kind, rolled dimension).

    `by_channel` are those of dossiers during the period; None where only `received` are counted by channel.
    """

    before: Measures = field(default_factory=dict)
    during: Measures = field(default_factory=dict)
    by_channel: Mapping[str, Measures] | None = None
    records: Mapping[tuple[str, str], Measures] = field(default_factory=dict)
    received: Mapping[str, int] | None = None

    @property
    def has_any(self) -> bool:
        """Whether anything happened in the period, or was there to be handled."""
        recorded = any(amount for measures in self.records.values() for amount in measures.values())
        return recorded or any(self.during.values()) or self.progress.handled > 0

    @property
    def progress(self) -> Progress:
        return progress_of(self.before, self.during, total((self.before, self.during)))


def check_quantities(quantities: Iterable[Quantity]) -> None:
    """Raise ValueError for one that nobody can tell: the catalogue names what this service does not know."""
    known = {Source.PROGRESS: frozenset(PROGRESS), Source.CATALOGUE: OFFERED}
    for quantity in quantities:
        if quantity.source in known and quantity.key not in known[quantity.source]:
            choices = ", ".join(sorted(known[quantity.source]))
            message = f"quantity {quantity.key}: unknown to the source {quantity.source}. Remedy: use one of {choices}"
            raise ValueError(message)


def amounts_of(quantities: Iterable[Quantity], holding: Holding, told: Mapping[str, int]) -> dict[str, int]:
    """Return what is known of them; `told` are those of the catalogue and from outside."""
    progress = holding.progress
    found = {quantity.key: _amount(quantity, holding, progress, told) for quantity in quantities}
    return {key: amount for key, amount in found.items() if amount is not None}


def _amount(quantity: Quantity, holding: Holding, progress: Progress, told: Mapping[str, int]) -> int | None:
    if quantity.source in {Source.OUTSIDE, Source.CATALOGUE}:
        return told.get(quantity.key)
    if quantity.source is Source.PROGRESS:
        return PROGRESS[quantity.key](progress)
    measures = _measures(quantity, holding)
    return None if measures is None else quantity.times * sum(_measure(measures, name) for name in quantity.measures)


def _measures(quantity: Quantity, holding: Holding) -> Measures | None:
    if quantity.source is Source.DOSSIERS:
        return _by_channel(quantity, holding)
    kind = _KINDS[quantity.source]
    return total(
        measures
        for (own, rolled), measures in holding.records.items()
        if own == kind and (not quantity.rolled or rolled in quantity.rolled)
    )


def _by_channel(quantity: Quantity, holding: Holding) -> Measures | None:
    if not quantity.rolled:
        return holding.during
    if holding.by_channel is None:
        return _received_by_channel(quantity, holding)
    return total(measures for channel, measures in holding.by_channel.items() if channel in quantity.rolled)


def _received_by_channel(quantity: Quantity, holding: Holding) -> Measures | None:
    if holding.received is None or set(quantity.measures) != {RECEIVED}:
        return None
    return {RECEIVED: sum(number for channel, number in holding.received.items() if channel in quantity.rolled)}


def _measure(measures: Measures, name: str) -> int:
    return measures.get(name, 0) if ":" in name else of(measures, name)
