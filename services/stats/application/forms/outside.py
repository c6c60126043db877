"""Quantities from outside, as a question gives them: `procedures_published=120`."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from services.kernel.catalogue.scoring import Quantity, Source
from services.runtime.failures import PermanentError

__all__ = ["read_outside"]

_TOLD: Final = re.compile(r"([a-z][a-z0-9_]*)=([0-9]{1,12})")


def read_outside(texts: Iterable[str], quantities: Mapping[str, Quantity]) -> dict[str, int]:
    """Return the amounts; raises PermanentError for what is no outside quantity, told twice, or no whole number."""
    found: dict[str, int] = {}
    for text in texts:
        told = _TOLD.fullmatch(text)
        if told is None:
            raise PermanentError("outside_malformed")
        name = told[1]
        if name not in quantities or quantities[name].source is not Source.OUTSIDE:
            raise PermanentError("outside_unknown", known=", ".join(_outside(quantities)))
        if name in found:
            raise PermanentError("outside_repeated", quantity=name)
        found[name] = int(told[2])
    return found


def _outside(quantities: Mapping[str, Quantity]) -> list[str]:
    return [key for key, quantity in quantities.items() if quantity.source is Source.OUTSIDE]
