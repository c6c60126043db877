"""Reads the named values of a reconciliation file: numbers, questions and results of values above."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from services.kernel.catalogue.section import Section
from services.stats.adapters.reconcile.read_expression import read_expression
from services.stats.application.question import STANDINGS
from services.stats.domain.rates import Days
from services.stats.domain.reconcile.values import Computed, Counted, Inquiry, Number, Value, Where

__all__ = ["Declared", "read_values"]

Declared = Callable[[], frozenset[str]]
"""Inquiry only when a name is not one of a dossier's own: reading the catalogue takes its time."""

_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")
_ANY_OF: Final = "|"
_FLAGS: Final = ("tagged", "assisted", "exclusive_portal")
_OF_DOSSIERS: Final = frozenset(
    {"agency", "procedure", "field", "tier", "channel", "assisted", "tag", "tagged", "outcome"}
)
_OF_SERVICES: Final = frozenset({"code", "province", "online_level", "exclusive_portal", "field"})
_KINDS: Final = ("number", "expr", *Counted)


def read_values(root: Section, declared: Declared) -> dict[str, Value]:
    """Return the values by name, in the order of the file."""
    period = _period(root)
    values: dict[str, Value] = {}
    for section in root.sections("values"):
        name = section.text("name")
        if name in values or _NUMBER.fullmatch(name):
            section.fail("name", f"{name!r} is a number or taken", "give the value a name of its own")
        values[name] = _value(section, values, period, declared)
        section.maybe_text("note")
        section.report_unknown_keys()
    return values


def _period(section: Section) -> Days | None:
    inner = section.section("period")
    if inner is None:
        return None
    days = Days(inner.day("from"), inner.day("to"))
    if days.last < days.first:
        inner.fail("to", "the period ends before it begins", "write the later day under to:")
    inner.report_unknown_keys()
    return days


def _value(section: Section, above: Mapping[str, Value], period: Days | None, declared: Declared) -> Value:
    kind = next((kind for kind in _KINDS if section.has(kind)), None)
    if kind is None:
        section.fail("name", "the value has no number and asks nothing", f"add one of {', '.join(_KINDS)}")
        return Number("0")
    if kind == "number":
        return Number(_number(section))
    if kind == "expr":
        return Computed(*read_expression(section, frozenset(above)))
    own = _period(section) or period
    if own is None:
        section.fail("name", "the question has no period", "add period: {from: ..., to: ...} here or at the top")
    return Inquiry(Counted(kind), own or Days.always(), _where(section, Counted(kind), declared))


def _number(section: Section) -> str:
    text = section.text("number")
    if not _NUMBER.fullmatch(text):
        section.fail("number", f"{text!r} is no number", "write digits without marks between them, a dot for decimals")
        return "0"
    return text


def _where(section: Section, counted: Counted, declared: Declared) -> Where:
    known = _OF_SERVICES if counted is Counted.SERVICES else _OF_DOSSIERS
    labels = section.labels(counted)
    for name, text in labels.items():
        if name not in known and (counted is Counted.SERVICES or name not in declared()):
            section.fail(counted, f"nothing is counted by {name!r}", f"use {', '.join(sorted(known))} or an attribute")
        if name in _FLAGS and text not in {"true", "false"}:
            section.fail(counted, f"{name} is neither true nor false", "write true or false")
    where = {name: frozenset(text.split(_ANY_OF)) for name, text in labels.items()}
    _check_values(section, counted, where)
    return where


def _check_values(section: Section, counted: Counted, where: Where) -> None:
    for outcome in where.get("outcome", frozenset()) - STANDINGS:
        section.fail(counted, f"no dossier ends {outcome!r}", f"use any of {', '.join(sorted(STANDINGS))}")
    for code in where.get("agency", frozenset()):
        section.agency_code(counted, code)
