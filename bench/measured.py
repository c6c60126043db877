"""What was measured, and how several rounds become one figure."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """One round: how many events in how many seconds, with how many CPU seconds of the service processes."""

    events: int
    seconds: float
    cpu_seconds: float

    @property
    def rate(self) -> float:
        """Events per second."""
        return self.events / self.seconds

    @property
    def cpu_microseconds(self) -> float:
        """CPU of the service processes per event."""
        return self.cpu_seconds / self.events * 1e6


@dataclass(frozen=True, slots=True)
class Figure:
    """The median of all rounds; `spread` is (largest - smallest) / median of the rates."""

    rate: float
    cpu_microseconds: float
    spread: float


def figure(rounds: Sequence[Measured]) -> Figure:
    """Return the figure of at least one round."""
    rates = [one.rate for one in rounds]
    middle = statistics.median(rates)
    cpu = statistics.median(one.cpu_microseconds for one in rounds)
    return Figure(middle, cpu, (max(rates) - min(rates)) / middle)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` (0 to 1) of them lie, by nearest rank; raises ValueError for none."""
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
