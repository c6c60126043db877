"""Splits a whole number of minutes so that the parts are whole too and add up to it."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

__all__ = ["split"]

K = TypeVar("K", bound=Hashable)


def split(total: int, weights: Mapping[K, int]) -> dict[K, int]:
    """By largest remainder; equal remainders in the order of `weights`. Without any weight nobody gets anything."""
    whole = sum(weights.values())
    if not whole:
        return {}
    parts = {key: divmod(total * weight, whole) for key, weight in weights.items()}
    left = total - sum(part for part, _ in parts.values())
    lucky = set(sorted(parts, key=lambda key: -parts[key][1])[:left])
    return {key: part + (key in lucky) for key, (part, _) in parts.items()}
