"""Facts: what is known of one aggregate of one topic, and how its events fold into it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from services.stats.domain.entries import Contribution


@dataclass(frozen=True, slots=True)
class Fact:
    """What the events up to `seq` came to; `state` is None while nothing that they said is counted.

    `fence` and `offset` are where the last of them was read. An event counts at the first place in its partition where
    it is the next one, and nowhere else: what lies at or before that offset was read when one before it was missing,
    and stays passed over, whoever reads it again. So a fact is a function of the topic alone, and every event has one
    offset for all who count it.
    """

    seq: int
    state: Any
    fence: str = ""
    offset: int = -1

    def takes(self, seq: int, fence: str, offset: int) -> bool:
        """Whether the event of that seq, read there, is the next one to fold in."""
        return seq == self.seq + 1 and (offset > self.offset or fence != self.fence)


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
