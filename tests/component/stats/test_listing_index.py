"""A server finds late dossiers by an index, which every generation has from its beginning."""

from typing import Any

from pymongo import MongoClient

from services.stats.application.rebuild import rebuild
from services.stats.application.start import check_start
from services.stats.application.statistics import Statistics
from services.stats.settings import Settings, database_of


async def test_every_generation_has_the_index_of_its_late_list(settings: Settings, stats: Statistics) -> None:
    """The one that a service starts with, which older versions left without, and the one that a rebuild makes."""
    first = await stats.ensured()
    assert not indexes(settings, first.number)
    await check_start(stats)
    assert indexes(settings, first.number) == [("ended", 1), ("due", 1), ("_id", 1), ("agency", 1)]
    second = await rebuild(stats, lambda _: None)
    assert indexes(settings, second) == indexes(settings, first.number)


def indexes(settings: Settings, generation: int) -> list[tuple[str, int]]:
    """Return the keys of the index, nothing if there is none."""
    with MongoClient[dict[str, Any]](settings.store_url) as client:
        database = client[database_of(settings.namespace)]
        found = database[f"listed_dossiers_g{generation}"].index_information()
    return [(name, int(direction)) for name, direction in found.get("ended_due", {"key": []})["key"]]
