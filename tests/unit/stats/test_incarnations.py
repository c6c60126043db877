"""Fences are named by the incarnation of a topic, and offsets that run backwards make the service ask again."""

from collections.abc import Collection

from services.stats.application.incarnations import Incarnations

TOPIC = "dossier.lifecycle.v1"


class Ids:
    """Gives a new id at every call, and counts them."""

    def __init__(self) -> None:
        self.asked = 0

    async def __call__(self, topics: Collection[str]) -> dict[str, str]:
        self.asked += 1
        return dict.fromkeys(topics, f"id{self.asked}")


async def test_going_on_asks_nothing() -> None:
    """Batches that follow each other cost no request; other partitions are asked about once."""
    ids = Ids()
    incarnations = Incarnations(ids, [TOPIC])
    for first in (0, 10, 20):
        await incarnations.see(TOPIC, {0: first}, {0: first + 9})
    assert ids.asked == 1
    await incarnations.see(TOPIC, {1: 5}, {1: 9})
    await incarnations.see(TOPIC, {0: 30, 1: 10}, {0: 39, 1: 19})
    assert ids.asked == 2


async def test_offsets_that_run_backwards_may_be_a_new_topic() -> None:
    """The records of a topic that was made again meet fences of their own."""
    ids = Ids()
    incarnations = Incarnations(ids, [TOPIC])
    await incarnations.see(TOPIC, {0: 100}, {0: 120})
    assert incarnations.fence(TOPIC, 0) == "id1_0"
    await incarnations.see(TOPIC, {0: 0}, {0: 5})
    assert incarnations.fence(TOPIC, 0) == "id2_0"
