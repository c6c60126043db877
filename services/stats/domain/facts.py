"""Facts: what is known of one aggregate of one topic, and how its events fold into it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from services.stats.domain.entries import Contribution


@dataclass(frozen=True, slots=True)
class Fact:
    """The last event folded in, by `seq` and by where it stood; `state` is None while nothing said is counted.

    The position matters beside the seq: an event that was passed over because one before it was missing stays passed
    over when it is read again later, after the missing one came by a replay. Its own replay is what counts it; the
    fences are beyond the first copy by then.
    """

    seq: int
    state: Any
    fence: str = ""
    offset: int = -1

    def precedes(self, fence: str, offset: int) -> bool:
        """Whether a record at that position was not read before this fact's last event."""
        return fence != self.fence or offset > self.offset


@dataclass(frozen=True, slots=True)
class TopicRules:
    """How one topic is counted; another topic joins the statistics by declaring one of these.

    `absorb(state or None, change)` gives the next state, `contribution(state or None)` what it adds to the counters.
    `dump` and `load` turn a state into plain values and back. Contributions never join topics: each event carries
    the dimensions that it is counted by.
    """

    topic: str
    name: str
    version: str
    absorb: Callable[[Any, Any], Any]
    contribution: Callable[[Any], Contribution]
    dump: Callable[[Any], list[Any]]
    load: Callable[[list[Any]], Any]


UNKNOWN = Fact(0, None)
