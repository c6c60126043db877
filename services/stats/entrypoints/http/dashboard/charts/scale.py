"""Round numbers for an axis."""

from typing import Final, NamedTuple

__all__ = ["Scale", "scale_for"]

_MANTISSAS: Final = (1, 2, 5, 10)
_MOST_STEPS: Final = 4


class Scale(NamedTuple):
    """From 0 to `top` in steps of `step`; whole numbers."""

    top: int
    step: int

    @property
    def ticks(self) -> range:
        return range(0, self.top + 1, self.step)

    def part(self, value: int) -> float:
        """Return which part of the axis a value takes, 0 to 1."""
        return min(max(value, 0) / self.top, 1)


def scale_for(most: int) -> Scale:
    """Return the finest scale of at most four steps that reaches `most`."""
    power = 1
    while True:
        for mantissa in _MANTISSAS:
            step = mantissa * power
            if step * _MOST_STEPS >= most:
                steps = max(1, -(-most // step))
                return Scale(steps * step, step)
        power *= 10
