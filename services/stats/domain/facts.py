"""Facts: what is known of one aggregate of one topic, and how its events fold into it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from services.stats.domain.entries import Contribution


@dataclass(frozen=True, slots=True)
class Fact:
    """What the events up to `seq` came to; `state` is None while nothing that they said is counted.

    An event that was passed over because one before it was missing stays passed over: only its replay counts it.
    `waiting_to` is the highest seq passed over, and until replays have come that far no other event is taken.
    Otherwise it would depend on how batches are cut whether a late event counts at its first place or at its replay,
    and after a crash between counters and facts it could count at both.
    """

    seq: int
    state: Any
    waiting_to: int = 0

    def may_take(self, seq: int, *, replayed: bool) -> bool:
        """Whether the event of that seq is the next one to fold in; `replayed` marks an operator's copy."""
        return seq == self.seq + 1 and (replayed or self.waiting_to <= self.seq)

    def passing_over(self, seq: int) -> "Fact":
        """Return the fact after an event that may not be taken."""
        return replace(self, waiting_to=max(self.waiting_to, seq))

    @property
    def progress(self) -> tuple[int, int]:
        """What grows with every record read; of two versions the one with more is the later."""
        return self.seq, self.waiting_to


@dataclass(frozen=True, slots=True)
class TopicRules:
    """How one topic is counted; another topic joins the statistics by declaring one of these.

    `absorb(state or None, change)` gives the next state, `contribution(state or None)` what it adds to the counters.
    `dump` and `load` turn a state into plain values and back. Contributions never join topics: each event carries
    the dimensions that it is counted by. `listed(state or None)` gives what one is found by that is listed one by one,
    None for others; without it nothing of the topic is.
    """

    topic: str
    name: str
    version: str
    absorb: Callable[[Any, Any], Any]
    contribution: Callable[[Any], Contribution]
    dump: Callable[[Any], list[Any]]
    load: Callable[[list[Any]], Any]
    listed: Callable[[Any], Any] | None = None


UNKNOWN = Fact(0, None)
