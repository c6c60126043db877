"""Processor time and memory: of our processes, of broker and store, of a whole run by moments."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

_PEAK: Final = "VmHWM:"


@dataclass(frozen=True, slots=True)
class Moment:
    """How many events were counted by then, at what wall clock, and the processor seconds of both sides."""

    events: int
    seconds: float
    ours: float
    platform: float


@dataclass(frozen=True, slots=True)
class Cost:
    """Per event, in microseconds: of the wall clock, of our processes, of broker and store."""

    elapsed: float
    ours: float
    platform: float


def cost_between(moments: Sequence[Moment], first: float, last: float) -> Cost:
    """Return the cost of the events from `first` to `last`, which lie within the moments."""
    left, right = _at(moments, first), _at(moments, last)
    share = 1e6 / (last - first)
    elapsed, ours, platform = (share * (b - a) for a, b in zip(left, right, strict=True))
    return Cost(elapsed, ours, platform)


def _at(moments: Sequence[Moment], events: float) -> tuple[float, float, float]:
    """Clock and processor seconds when so many events were counted, between two moments in proportion."""
    place = bisect_left(moments, events, key=lambda moment: moment.events)
    after = moments[min(place, len(moments) - 1)]
    before = moments[max(0, place - 1)]
    span = after.events - before.events
    part = (events - before.events) / span if span else 0.0
    pairs = ((before.seconds, after.seconds), (before.ours, after.ours), (before.platform, after.platform))
    elapsed, ours, platform = (a + part * (b - a) for a, b in pairs)
    return elapsed, ours, platform


def java_pids() -> list[int]:
    """Broker and store: the children of whoever started the platform."""
    return [each.pid for each in psutil.Process().children(recursive=True) if each.name() == "java"]


def peak_mebibytes(pid: int) -> float:
    """The most resident memory that a process ever had."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith(_PEAK):
            return int(line.split()[1]) / 1024
    raise LookupError(_PEAK)
