"""Counters of states as reports read them, without a store."""

from collections.abc import Iterable, Sequence
from datetime import date

from services.stats.domain.cells import parse_profile
from services.stats.domain.dossiers import DossierState, contribution
from services.stats.domain.figures import Measures
from services.stats.domain.forms.form06 import Place

Places = dict[Place, Measures]


def places(states: Iterable[DossierState], first: date, last: date) -> Places:
    """Return the sums of all contributions from `first` to `last` by tier, field and channel."""
    summed: dict[Place, Measures] = {}
    for state in states:
        for cell, measure, day, amount in contribution(state):
            if first <= day <= last:
                profile = parse_profile(cell.profile)  # type: ignore[union-attr]  # dossiers have no other cells
                measures = summed.setdefault((profile.tier, profile.field, profile.channel), {})
                measures[measure] = measures.get(measure, 0) + amount
    return summed


def three(states: Sequence[DossierState], first: date, last: date) -> tuple[Places, Places, Places]:
    """Return what happened before, during and until the end of a period."""
    day_before = date.fromordinal(first.toordinal() - 1)
    return places(states, date.min, day_before), places(states, first, last), places(states, date.min, last)
