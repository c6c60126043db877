"""Subscriptions of the service: every counted topic, in order per aggregate.

Nothing is held back behind a dead letter: which events count, and where, is told by the topic alone (ADR 0021).
"""

from collections.abc import Sequence

from services.runtime.failures import PermanentError
from services.runtime.kafka import Delivered, Handler, Subscription, Verdicts
from services.stats.application.count_events import Counting
from services.stats.application.counted import Counted


def subscriptions(counting: Counting, counted: Sequence[Counted]) -> list[Subscription]:
    return [Subscription(item.topic, _handler(counting, item), ordered=True, holds_back=False) for item in counted]


def _handler(counting: Counting, item: Counted) -> Handler:
    async def handle(batch: Sequence[Delivered]) -> Verdicts:
        gaps = await counting.count(item, batch)
        return Verdicts(
            rejected={gap.index: PermanentError("sequence_gap", expected=gap.expected, seq=gap.seq) for gap in gaps}
        )

    return handle
