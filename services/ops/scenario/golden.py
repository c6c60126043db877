"""The articles' own arithmetic, done again: what the printed parts give, and how far the printed result is from it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext
from pathlib import Path
from typing import Annotated, Final, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

__all__ = ["GOLDEN_FILE", "Golden", "Recomputed", "read_golden", "recompute"]

GOLDEN_FILE: Final = "golden.yaml"
_MODES: Final = {"half_up": ROUND_HALF_UP, "truncate": ROUND_DOWN}
_PRECISION: Final = 40
_TEXT: Final = r"^-?\d+(\.\d+)?$"

Figure = Annotated[str, Field(pattern=_TEXT)]
Operation = Literal["sum", "less", "per", "percent"]


class Golden(BaseModel):
    """One figure of an article. `rounding` none: no listed way of rounding leads to what is printed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    what: str
    operation: Operation
    of: Annotated[tuple[Figure, ...], Field(min_length=1)]
    computed: Figure
    printed: Figure | None = None
    places: Annotated[int, Field(ge=0, le=4)] = 0
    rounding: Literal["none", "half_up", "truncate", "complement"] = "none"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Recomputed:
    """`gap` is computed minus printed at the figure's places, half up; None when nothing is printed."""

    value: str
    gap: str | None
    agrees: bool | None
    """Whether the rounding that the row names leads to what is printed"""


def read_golden(folder: Path) -> dict[str, Golden]:
    """Raises ValidationError and OSError."""
    raw = yaml.load((folder / GOLDEN_FILE).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {name: Golden.model_validate(entry) for name, entry in raw["figures"].items()}


def recompute(golden: Golden) -> Recomputed:
    exact = _exact(golden)
    value = _round(exact, golden.places, "half_up")
    if golden.printed is None:
        return Recomputed(str(value), None, None)
    printed = Decimal(golden.printed)
    return Recomputed(str(value), str(value - printed), _agrees(golden, exact, printed))


def _exact(golden: Golden) -> Decimal:
    with localcontext(prec=_PRECISION):
        return _OPERATIONS[golden.operation]([Decimal(part) for part in golden.of])


def _agrees(golden: Golden, exact: Decimal, printed: Decimal) -> bool:
    if golden.rounding == "complement":
        hundred = Decimal(100)
        return hundred - _round(hundred - exact, golden.places, "truncate") == printed
    mode = golden.rounding if golden.rounding in _MODES else "half_up"
    return _round(exact, golden.places, mode) == printed


def _round(value: Decimal, places: int, mode: str) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), _MODES[mode])


def _less(parts: Sequence[Decimal]) -> Decimal:
    return parts[0] - sum(parts[1:])


def _per(parts: Sequence[Decimal]) -> Decimal:
    return parts[0] / parts[1]


def _percent(parts: Sequence[Decimal]) -> Decimal:
    return 100 * parts[0] / parts[1]


_OPERATIONS: Final[Mapping[str, Callable[[Sequence[Decimal]], Decimal]]] = {
    "sum": lambda parts: sum(parts, Decimal(0)),
    "less": _less,
    "per": _per,
    "percent": _percent,
}
