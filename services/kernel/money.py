"""Amounts in whole dong."""

from typing import NewType

__all__ = ["Vnd", "apply_reduction", "format_vnd"]

Vnd = NewType("Vnd", int)

_WHOLE = 100


def format_vnd(amount: Vnd) -> str:
    """As printed in Viet Nam: `1.250.000 ₫`."""
    return f"{amount:,} ₫".replace(",", ".")


def apply_reduction(amount: Vnd, percent: int) -> Vnd:
    """What is left to pay after taking off `percent` (0 to 100), rounded half up to a whole dong."""
    if not 0 <= percent <= _WHOLE:
        raise ValueError(f"a reduction is 0 to 100 percent, not {percent}")
    return Vnd((amount * (_WHOLE - percent) + _WHOLE // 2) // _WHOLE)
