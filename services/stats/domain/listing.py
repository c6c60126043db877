"""What is listed one by one besides being counted: dossiers that are open or ended after their due day.

Each has a marker in the listing, which is an index and no truth: markers are written before the facts and removed
after them, so every listed fact has its marker, and a marker without such a fact is passed over by whoever reads.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from services.stats.domain.batch import Plan
from services.stats.domain.facts import UNKNOWN, Fact, TopicRules


class Listed(NamedTuple):
    """What a listed dossier is found by; `due_at` is None while no due date holds, `ended_on` while it is open."""

    agency: str
    due_at: datetime | None
    ended_on: date | None


@dataclass(slots=True)
class Relisting:
    """What a batch changes: markers to write with the seq they are true at, and up to which seq to remove others."""

    kept: dict[str, tuple[int, Listed]] = field(default_factory=dict)
    dropped: dict[str, int] = field(default_factory=dict)


def relist(known: Mapping[str, Fact], plan: Plan, rules: TopicRules) -> Relisting:
    """Return the markers to change for the facts as they were read and as they will be.

    What only passed through another place within the batch is written as well: an owner that was cut off in the middle
    may have left the marker there.
    """
    made = Relisting()
    listed = rules.listed
    if listed is None:
        return made
    for subject in plan.relisted:
        fact = plan.facts[subject]
        row = listed(fact.state)
        if row is not None:
            made.kept[subject] = (fact.seq, row)
        elif listed(known.get(subject, UNKNOWN).state) is not None:
            made.dropped[subject] = fact.seq
    return made
