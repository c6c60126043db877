"""Reads the figures of a reconciliation file: what is printed, how it is computed, what is known of the gap."""

import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Final

from services.kernel.catalogue.section import Section
from services.stats.adapters.reconcile.read_expression import read_expression
from services.stats.domain.rates import NOT_APPLICABLE, Comparator, Rounding
from services.stats.domain.reconcile.check import Check, Known, Tolerances

__all__ = ["read_checks"]

_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")
_NO_ROUNDING: Final = "none"
_TOLERANT: Final = frozenset({Comparator.NEARLY, Comparator.ABOUT})


def read_checks(root: Section, names: Collection[str], tolerances: Tolerances) -> Iterator[Check]:
    taken: set[str] = set()
    for section in root.sections("checks"):
        check = _check(section, names)
        if check.id in taken:
            section.fail("id", f"id {check.id!r} is used twice", "give each figure an id of its own")
        taken.add(check.id)
        if check.printed and check.comparator in _TOLERANT and check.comparator not in tolerances:
            what = f"how much {check.comparator.value} may be off is not said"
            section.fail("comparator", what, f'add tolerance_percent: {{{check.comparator.value}: "1"}} at the top')
        section.report_unknown_keys()
        yield check


def _check(section: Section, names: Collection[str]) -> Check:
    operation, operands = read_expression(section, names)
    return Check(
        id=section.text("id"),
        quantity=section.text("quantity"),
        operation=operation,
        operands=operands,
        printed=_number(section, "printed"),
        places=section.maybe_number("places") or 0,
        unit=section.maybe_text("unit") or "",
        source=section.maybe_text("article") or "",
        comparator=_comparator(section),
        known=_known(section),
        bases=_bases(section, names),
        note=section.maybe_text("note") or "",
    )


def _known(section: Section) -> Known:
    rounding = section.choice("rounding", [_NO_ROUNDING, *Rounding], _NO_ROUNDING)
    gap = _number(section, "gap")
    return Known(
        computed=_number(section, "computed", NOT_APPLICABLE),
        gap=None if gap is None else Decimal(gap),
        agrees=section.flag("agrees") if section.has("agrees") else None,
        rounding=Rounding(rounding) if rounding in set(Rounding) else None,
    )


def _comparator(section: Section) -> Comparator | None:
    word = section.maybe_choice("comparator", list(Comparator))
    return Comparator(word) if word in set(Comparator) else None


def _bases(section: Section, names: Collection[str]) -> dict[str, str] | None:
    if not section.has("bases"):
        return None
    return {name: name for name in section.choices("bases", names) if name in names}


def _number(section: Section, key: str, other: str | None = None) -> str | None:
    text = section.maybe_text(key)
    if text is None or text == other or _NUMBER.fullmatch(text):
        return text
    section.fail(key, f"{text!r} is no number", "write digits without marks between them, a dot for decimals")
    return None
