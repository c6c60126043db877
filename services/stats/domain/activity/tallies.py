"""What a secret dossier contributes: that it was received, that it ended and how. Nothing else of it is known.

It is counted among the dossiers, so that totals contain it, under a procedure, a field and a tag that say only that it
is secret. Work files that are secret are handled on paper (article 003), so its channel is the desk. Its due date
stays at its agency: it is never late while it is pending.
"""

from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from services.kernel.agency_code import AgencyCode, province_of
from services.kernel.status import Outcome
from services.stats.domain.cells import DossierCell, Profile, profile_key
from services.stats.domain.dossiers import PENDING, RECEIVED, REFUSED, RESOLVED
from services.stats.domain.entries import NOTHING, Contribution, Entry

RULES: Final = "tallies-2"
"""As in dossiers: raise it with every change of what a tally contributes."""

SECRET: Final = "secret"  # noqa: S105 the name of a field and a tag
PROCEDURE: Final = "0.000000@0"
_CACHED: Final = 4_096  # agencies


class TallyChange(NamedTuple):
    """One step of a secret dossier; the outcome of its reception is "pending"."""

    agency: str
    tier: str
    day: date
    outcome: str


class TallyState(NamedTuple):
    """The day of reception, and of the end if it has ended."""

    agency: str
    tier: str
    received_on: date
    outcome: str = PENDING
    ended_on: date | None = None


def absorb(state: TallyState | None, change: TallyChange) -> TallyState:
    """Return the state after one step; the last one of a tally counts."""
    received_on = change.day if state is None else state.received_on
    ended_on = None if change.outcome == PENDING else change.day
    return TallyState(change.agency, change.tier, received_on, change.outcome, ended_on)


def contribution(state: TallyState | None) -> Contribution:
    """Return what the dossier adds to the counters: as a dossier without due date."""
    if state is None:
        return NOTHING
    cell = _cell(state.agency, state.tier)
    if state.outcome == Outcome.REFUSED:
        return frozenset((Entry(cell, REFUSED, state.ended_on or state.received_on),))
    received = Entry(cell, f"{RECEIVED}:{state.outcome}", state.received_on)
    if state.ended_on is None:
        return frozenset((received,))
    return frozenset((received, Entry(cell, f"{RESOLVED}:{state.outcome}", state.ended_on)))


@lru_cache(_CACHED)
def _cell(agency: str, tier: str) -> DossierCell:
    profile = Profile("direct", assisted=False, tags=(SECRET,), field=SECRET, tier=tier, attributes=())
    return DossierCell(agency, province_of(AgencyCode(agency)), PROCEDURE, profile_key(profile))
