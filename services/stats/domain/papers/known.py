"""Codes and words that the catalogue has: any other was typed wrongly, and would be answered with nothing but zeros."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from services.kernel.catalogue import Catalogue
from services.stats.domain.papers.asking import FIELD, PROCEDURE, TAG, Asked, AskedError, Parameter, Shape

__all__ = ["Known"]

UNKNOWN: Final = "unknown"


class Known:
    """An agency is known with all that are above it by code: a report of H90 covers H90.20."""

    def __init__(self, catalogue: Catalogue) -> None:
        words = catalogue.words
        self.agencies = frozenset(above for code in catalogue.agencies for above in _with_above(code))
        self.procedures = frozenset(catalogue.procedures) | frozenset(catalogue.versions)
        self.fields, self.tiers, self.channels = (
            frozenset(words.fields),
            frozenset(words.tiers),
            frozenset(words.channels),
        )
        self.tags = frozenset(tag for pack in catalogue.packs for tag in pack.tags)

    def bound(self, parameters: Iterable[Parameter]) -> tuple[Parameter, ...]:
        """Return the parameters, each refusing what is not known."""
        return tuple(replace(parameter, known=self._judge(parameter)) for parameter in parameters)

    def check(self, parameters: Iterable[Parameter], asked: Asked) -> None:
        """Raise AskedError for every value of an asking that is not known."""
        wrongs = [
            (parameter.name, UNKNOWN)
            for parameter in self.bound(parameters)
            if parameter.known is not None and not all(map(parameter.known, asked.words(parameter.name) or ()))
        ]
        if wrongs:
            raise AskedError(wrongs)

    def _judge(self, parameter: Parameter) -> Callable[[str], bool] | None:
        if parameter.shape is Shape.AGENCY:
            return self.agencies.__contains__
        found = {FIELD: self.fields, PROCEDURE: self.procedures, TAG: self.tags}.get(replace(parameter, required=False))
        return parameter.known if found is None else found.__contains__


def _with_above(code: str) -> Iterable[str]:
    parts = code.split(".")
    return (".".join(parts[: length + 1]) for length in range(len(parts)))
