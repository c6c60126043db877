"""The one table of problem types that our HTTP interfaces answer with (RFC 9457), one module per area.

A PermanentError whose reason is a slug here becomes that problem; any other reason becomes `request_refused`.
Braces in a detail are filled from the problem's fields; fields that are absent leave the detail out.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from services.runtime.problem_types import (
    access,
    intake_activity,
    intake_course,
    intake_documents,
    intake_dossiers,
    intake_feed,
    intake_filing,
    intake_officers,
    intake_privacy,
    intake_reports,
    notifications_callbacks,
    notifications_texts,
    officers,
    requests,
    routing_desk,
    routing_foreign,
    routing_groups,
    routing_people,
    statistics_dashboard,
    statistics_forms,
    statistics_obstacles,
    statistics_papers,
)
from services.runtime.problem_types.problem_type import TYPE_PREFIX, ProblemType

__all__ = ["BY_SLUG", "PROBLEM_TYPES", "TYPE_PREFIX", "ProblemType", "by_slug"]

_AREAS: Final = (
    requests.TYPES,
    access.TYPES,
    officers.TYPES,
    intake_documents.TYPES,
    intake_dossiers.TYPES,
    intake_filing.TYPES,
    intake_course.TYPES,
    intake_officers.TYPES,
    intake_reports.TYPES,
    intake_privacy.TYPES,
    intake_activity.TYPES,
    intake_feed.TYPES,
    routing_desk.TYPES,
    routing_foreign.TYPES,
    routing_people.TYPES,
    routing_groups.TYPES,
    notifications_callbacks.TYPES,
    notifications_texts.TYPES,
    statistics_obstacles.TYPES,
    statistics_forms.TYPES,
    statistics_dashboard.TYPES,
    statistics_papers.TYPES,
)


def by_slug(types: Iterable[ProblemType]) -> Mapping[str, ProblemType]:
    """Raises ValueError for a slug that two areas claim: the later one would silently win."""
    table: dict[str, ProblemType] = {}
    for entry in types:
        if entry.slug in table:
            message = f"problem type declared twice: {entry.slug}"
            raise ValueError(message)
        table[entry.slug] = entry
    return table


PROBLEM_TYPES: Final[tuple[ProblemType, ...]] = tuple(entry for area in _AREAS for entry in area)
BY_SLUG: Final[Mapping[str, ProblemType]] = by_slug(PROBLEM_TYPES)
