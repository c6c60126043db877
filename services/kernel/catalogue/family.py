"""Families: one entry that stands for many, `code_pattern` with numbers from ranges.

`code_pattern: "H90.04.{n:02d}"` with `count: 70` (and `start`, 1 unless given) runs n from 1 to 70. Several ranges,
`ranges: {d: [2, 10], c: [1, 25]}`, give every combination; then `count` is what the author expects and is checked.
"""

import re
from collections.abc import Mapping
from itertools import product
from math import prod

from services.kernel.catalogue.section import Section

__all__ = ["PATTERN_KEY", "code_key", "fill", "read_bindings"]

PATTERN_KEY = "code_pattern"
_PLACEHOLDER = re.compile(r"\{(?P<name>[a-z]+)(:0(?P<width>[1-9])d)?\}")
_MOST_MEMBERS = 10_000

Binding = Mapping[str, int]


def code_key(section: Section) -> str:
    return PATTERN_KEY if section.has(PATTERN_KEY) else "code"


def read_bindings(section: Section) -> list[Binding]:
    """The values of the placeholders for each member; one empty binding for an entry that is no family."""
    if not section.has(PATTERN_KEY):
        return [{}]
    ranges = _named_ranges(section) if section.has("ranges") else _counted_range(section)
    _check(section, ranges)
    if not section.ok:
        return []
    return [dict(zip(ranges, values, strict=True)) for values in product(*ranges.values())]


def fill(pattern: str, binding: Binding) -> str:
    """Puts the numbers into `{n}` and `{n:02d}`; names without a number stay, `read_bindings` has reported them."""
    return _PLACEHOLDER.sub(lambda match: _digits(match, binding), pattern) if binding else pattern


def _digits(match: re.Match[str], binding: Binding) -> str:
    value = binding.get(match["name"])
    return match[0] if value is None else f"{value:0{match['width'] or 1}d}"


def _counted_range(section: Section) -> dict[str, range]:
    start = section.maybe_number("start") or 1
    return {"n": range(start, start + section.number("count"))}


def _named_ranges(section: Section) -> dict[str, range]:
    inner = section.section("ranges")
    return {} if inner is None else {name: _range(inner, name) for name in inner.names()}


def _range(section: Section, name: str) -> range:
    match section.numbers(name):
        case [first, last] if first <= last:
            return range(first, last + 1)
    section.fail(name, f"range {name} is not [first, last]", "write two numbers, the smaller one first")
    return range(0)


def _check(section: Section, ranges: Mapping[str, range]) -> None:
    size = prod(len(values) for values in ranges.values())
    if section.has("count") and section.number("count") != size:
        section.fail(
            "count", f"the ranges give {size} codes, not the {section.number('count')} expected", "correct one"
        )
    if not 1 <= size <= _MOST_MEMBERS:
        section.fail(PATTERN_KEY, f"a family of {size} members", f"declare 1 to {_MOST_MEMBERS}")
    names = {match["name"] for match in _PLACEHOLDER.finditer(section.text(PATTERN_KEY))}
    if names != set(ranges):
        wanted = ", ".join(f"{{{name}}}" for name in ranges)
        section.fail(PATTERN_KEY, "the placeholders do not match the ranges", f"use exactly {wanted} in the pattern")
