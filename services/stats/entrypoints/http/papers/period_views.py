"""Closed periods as plain values."""

from typing import Any

from services.kernel.times import VIETNAM
from services.stats.application.papers.present_table import present_asked
from services.stats.application.papers.show_period import Shown
from services.stats.domain.papers.differences import Difference
from services.stats.domain.papers.editions import Edition

__all__ = ["view_edition", "view_shown"]


def view_edition(edition: Edition) -> dict[str, Any]:
    """Return the head; the report itself is at `href`, and `digest` is the SHA-256 of its JSON as sent."""
    return {
        "period": edition.period,
        "edition": edition.number,
        "report": edition.report,
        "parameters": present_asked(edition.asked),
        "digest": edition.digest,
        "closed_at": edition.closed_at.astimezone(VIETNAM).isoformat(),
        "by": edition.by,
        "rules": edition.rules,
        "reason": edition.reason,
        "before": edition.before,
        "seal": edition.seal,
        "href": f"/v1/periods/{edition.period}/editions/{edition.number}",
    }


def view_shown(shown: Shown) -> dict[str, Any]:
    """Return all editions, and where the present figures differ from the last one's."""
    return {
        "period": shown.last.period,
        "editions": [view_edition(edition) for edition in shown.editions],
        "frozen": {"edition": shown.last.number, "digest": shown.last.digest},
        "present": {"digest": shown.present_digest},
        "changed": bool(shown.differences),
        "differences": [_difference(each) for each in shown.differences],
        "tampered": list(shown.wrongs),
    }


def _difference(difference: Difference) -> dict[str, Any]:
    return {
        "section": difference.section,
        "row": difference.row,
        "column": difference.column,
        "frozen": difference.frozen,
        "present": difference.present,
    }
