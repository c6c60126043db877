"""Reads `tolerance_percent: {nearly: "1", about: "5"}`: how far off a figure so worded may be."""

from decimal import Decimal
from typing import Final

from services.kernel.catalogue.section import Section
from services.stats.domain.rates import Comparator
from services.stats.domain.reconcile.check import Tolerances

__all__ = ["read_tolerances"]

_TOLERANT: Final = (Comparator.NEARLY, Comparator.ABOUT)


def read_tolerances(root: Section) -> Tolerances:
    """Return percent of the printed figure by word; none without the key."""
    inner = root.section("tolerance_percent")
    if inner is None:
        return {}
    found = {}
    for word in _TOLERANT:
        text = inner.maybe_text(word)
        if text is not None and not text.replace(".", "", 1).isdecimal():
            inner.fail(word, f"{text!r} is no number", "write percent with a dot, in quotes")
        elif text is not None:
            found[word] = Decimal(text)
    inner.report_unknown_keys()
    return found
