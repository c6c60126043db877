"""Counting: every counted topic, in the generation that serves."""

from services.runtime.areas import Area
from services.stats.application.count_events import Counting
from services.stats.application.incarnations import Incarnations
from services.stats.application.start import check_start
from services.stats.bootstrap.ground import Ground
from services.stats.entrypoints.kafka import subscriptions

__all__ = ["counting_area"]


def counting_area(ground: Ground) -> Area:
    stats = ground.stats
    incarnations = Incarnations(stats.topics.ids, stats.names)
    counting = Counting(stats.rules, stats.generations, stats.ledger, incarnations, stats.replayer)

    async def prepare() -> None:
        await incarnations.load()
        await check_start(stats)
        await counting.serving()

    return Area(subscriptions=tuple(subscriptions(counting, stats.counted)), start=(prepare,))
