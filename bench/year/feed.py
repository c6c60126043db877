"""The year of article 003 as lifecycle events: its agencies, procedures, days and outcomes, in the order of time."""

from collections.abc import Iterator, Sequence
from itertools import islice
from random import Random
from typing import Final

from bench.lives import told
from services.kernel.catalogue import Catalogue
from services.ops.scenario.plan import Planned
from services.ops.scenario.prepared import prepare
from services.runtime.kafka.records import OutgoingRecord

SCENARIO: Final = "s003"
EVENTS_A_DOSSIER: Final = 4
"""Registered, accepted, completed, returned; the few that are not finished have less."""
WHOLE_YEAR: Final = 1_000_000
_SHORT_LIVES: Final = 5_000  # more than what the unfinished dossiers lack
_SEED: Final = 20231231


def sample(dossiers: Sequence[Planned], number: int) -> list[Planned]:
    """Return `number` of them, always the same ones, in the order of reception; raises ValueError for too many."""
    chosen = Random(_SEED).sample(range(len(dossiers)), number)
    return sorted((dossiers[place] for place in chosen), key=lambda dossier: dossier.received_at)


def first_events(number: int) -> Iterator[OutgoingRecord]:
    """Yield so many events from the beginning of the year; a year has a million, or more if more are wanted.

    So a small run has the density of a large one, and counters as full. Raises ValueError above 1,900,000.
    """
    prepared = prepare(SCENARIO, 1)
    dossiers = sample(prepared.dossiers, -(-max(number, WHOLE_YEAR) // EVENTS_A_DOSSIER) + _SHORT_LIVES)
    return islice(year(prepared.catalogue, dossiers), number)


def year(catalogue: Catalogue, dossiers: Sequence[Planned]) -> Iterator[OutgoingRecord]:
    """Yield the lifecycle events of dossiers that are in the order of reception; secret ones have none."""
    open_ones = (dossier for dossier in dossiers if not dossier.is_secret)
    return (each.record() for each in told(open_ones, catalogue))
