"""Codes written as ranges: `H90.20.01-08` are eight, `H92.02-10.01-25` are 225, `9.300001-300025` are 25."""

import re
from itertools import product

__all__ = ["expand_range"]

_RANGE = re.compile(r"(?P<first>\d+)-(?P<last>\d+)")


def expand_range(text: str) -> list[str]:
    """Every code that the text stands for, in order; raises ValueError for a range that runs backwards."""
    return [".".join(groups) for groups in product(*map(_group, text.split(".")))]


def _group(text: str) -> list[str]:
    found = _RANGE.fullmatch(text)
    if found is None:
        return [text]
    first, last = int(found["first"]), int(found["last"])
    if last < first:
        raise ValueError(text)
    return [f"{number:0{len(found['first'])}d}" for number in range(first, last + 1)]
