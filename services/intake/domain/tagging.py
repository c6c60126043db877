"""Which service models a dossier falls under: claimed when it is filed, judged again when it is received.

Tags are independent of one another: one that is dropped takes no other with it, and the dossier goes on as an ordinary
one.
"""

from dataclasses import replace
from typing import Final

from services.intake.domain.draft import Draft
from services.intake.domain.errors import RuleError
from services.kernel.catalogue import Granted

__all__ = ["PAPER_REFUSED", "check_served", "judge_tags", "refused_paper"]

PAPER_REFUSED: Final = "paper_refused"


def judge_tags(draft: Draft, *, newly_filed: bool) -> Granted:
    """Give the dossier the tags that hold at this instant; what was dropped, and why, stays with it."""
    filing = draft.dossier.filing
    granted = draft.rules.grant(filing, draft.at, newly_filed=newly_filed)
    tags, plans = tuple(sorted(granted.tags)), granted.plans
    if (tags, plans, granted.dropped) != (filing.tags, filing.plans, filing.dropped):
        draft.change(filing=replace(filing, tags=tags, plans=plans, dropped=dict(granted.dropped)))
    return granted


def refused_paper(granted: Granted) -> bool:
    return granted.refuse is not None and granted.refuse.reason == PAPER_REFUSED


def check_served(granted: Granted) -> None:
    """Raises RuleError(field_not_served): the extended hour takes other fields only; `next_window` is in UTC."""
    refuse = granted.refuse
    if refuse is not None and refuse.reason == "field_not_served":
        raise RuleError("field_not_served", next_window=refuse.next_window)
