"""Names with dots as field names: codes and topics have dots, which a store reads as paths."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

_ESCAPES: Final = (("%", "%25"), (".", "%2E"), ("$", "%24"))


@lru_cache(maxsize=65_536)
def to_field(name: str) -> str:
    """Return `name` as a field name without dots and dollars."""
    for plain, escaped in _ESCAPES:
        name = name.replace(plain, escaped)
    return name


@lru_cache(maxsize=65_536)
def from_field(name: str) -> str:
    """Return the name that `to_field` was given."""
    for plain, escaped in reversed(_ESCAPES):
        name = name.replace(escaped, plain)
    return name


def to_fields(counts: Mapping[str, int]) -> dict[str, int]:
    """Return `counts` under field names."""
    return {to_field(name): value for name, value in counts.items()}


def from_fields(counts: Mapping[str, int]) -> dict[str, int]:
    """Return the counts under their own names."""
    return {from_field(name): value for name, value in counts.items()}
