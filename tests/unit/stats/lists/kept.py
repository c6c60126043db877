"""A generation in memory, filled by the same steps as the real one."""

from collections.abc import Mapping, Sequence
from itertools import count

from services.stats.adapters.ledger import StoreLedger
from services.stats.application.apply_batch import apply_batch
from services.stats.application.counted import counted_topics
from services.stats.domain.batch import Event
from services.stats.domain.dossiers import DossierChange
from tests.fakes.store import FakeStore

RULES = counted_topics(frozenset())[0].rules
CODE = "H90.20.01-261102-{:04d}"


async def kept(stories: Mapping[str, Sequence[DossierChange]], store: FakeStore | None = None) -> StoreLedger:
    """Return a ledger that has counted these dossiers, by code."""
    ledger, offsets = StoreLedger(store or FakeStore(), 1), count()
    for code, story in stories.items():
        for seq, change in enumerate(story, 1):
            await apply_batch([Event(0, "t_0", next(offsets), code, seq, change)], RULES, ledger)
    return ledger
