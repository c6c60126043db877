"""What a desk is counted by besides dossiers: names of record types and measures, and the dimensions they stand under.

A measure told apart by something has it after a colon: `calls:answered`. Scores stand under their scale, since sums
over different scales mean nothing.
"""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from services.stats.domain.cells import RecordCell

RULES: Final = "desk-3"
"""As in dossiers: raise it with every change of what a record contributes."""

DESK: Final = "desk"
"""The kind of cells; dimensions: record type, field, sub; rolled up by record type."""

TICKET: Final = "ticket"
CALL: Final = "call"
VISIT: Final = "visit"
HOURS: Final = "hours"
PETITION: Final = "petition"
SURVEY: Final = "survey"
PORTAL: Final = "portal"
"""Record types; what anybody answers on the portal without being asked is no part of the surveys.

The sub is of a ticket drawn and of hours the window, of a call the procedure, of a survey its form, of a petition what
it is about; that of a denunciation stays with whoever handles it.
"""

TICKETS_ISSUED: Final = "tickets_issued"
TICKETS_SERVED: Final = "tickets_served"
NO_SHOWS: Final = "no_shows"
AFTER_HOURS: Final = "after_hours"
WAIT: Final = "wait"
SERVICE: Final = "service"
WAIT_MINUTES: Final = "wait_minutes"
SERVICE_MINUTES: Final = "service_minutes"
"""Tickets; wait and service by bucket of the ladder, after hours those served after the desk's last window."""

CALLS: Final = "calls"
CALLS_LINKED: Final = "calls_linked"
CALLS_COMPLETE: Final = "calls_complete"
CALLS_INCOMPLETE: Final = "calls_incomplete"
VISITS: Final = "visits"
VISITS_LINKED: Final = "visits_linked"
"""Calls and visits by outcome; linked ones on the day they were linked, complete if no paper was missing at first."""

OPENED: Final = "opened"
CLOSED: Final = "closed"
LATE_OPENED: Final = "late_opened"
LATE_MINUTES: Final = "late_minutes"
EARLY_CLOSED: Final = "early_closed"
EARLY_MINUTES: Final = "early_minutes"
BREACHES: Final = "breaches"
"""Hours of a desk: openings and closings, and what they missed of the calendar: each of them breaches once at most."""

PETITIONS_RECEIVED: Final = "received"
ACKNOWLEDGED: Final = "acknowledged"
ANSWERED: Final = "answered"
REFUSED: Final = "refused"
REFUSED_LATE: Final = "refused_late"
PUBLISHED: Final = "published"
PUBLISHED_LATE: Final = "published_late"
RATED: Final = "rated"
"""Petitions: received by kind, answered in time or late, rated by scale."""

INVITED: Final = "invited"
RESPONDED: Final = "responded"
"""Surveys: invited, and those of the invited that answered, on the day of the invitation."""

SCORE_SUM: Final = "score_sum"
SCORE_COUNT: Final = "score_count"
SCORE_MOST: Final = "score_most"
SCORES: Final = "scores"
UNKNOWN_SCALE: Final = "unknown"
"""Scores of surveys and petitions by scale (1-5): sum, number, the most that they could be; by score, too (1-5:4).

Nobody adds up scores of which the scale is unknown: they are only rated.
"""

_CACHED: Final = 4_096


def of_scores(scores: Iterable[int], least: int, most: int) -> tuple[tuple[str, int], ...]:
    """Return what scores on one scale are counted by."""
    scale, by_score = f"{least}-{most}", Counter(scores)
    return (
        (f"{SCORE_SUM}:{scale}", sum(score * number for score, number in by_score.items())),
        (f"{SCORE_COUNT}:{scale}", by_score.total()),
        (f"{SCORE_MOST}:{scale}", most * by_score.total()),
        *((f"{SCORES}:{scale}:{score}", number) for score, number in sorted(by_score.items())),
    )


def in_time(judged: bool | None) -> str:  # noqa: FBT001 it is the value that is judged
    """Return what a step is told apart by; one without limit is neither in time nor late."""
    return {True: "in_time", False: "late", None: "no_limit"}[judged]


@lru_cache(_CACHED)
def desk_cell(record_type: str, agency: str, province: str, field: str, sub: str) -> RecordCell:
    """Return the cell; no value is an empty text."""
    return RecordCell(DESK, agency, province, (record_type, field, sub), (record_type,))
