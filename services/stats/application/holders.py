"""Who has a dossier at present, for the late list: from the facts of the legs, not from counters."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple

from services.stats.application.activity.topics import LEGS
from services.stats.application.ports import Ledger
from services.stats.domain.activity.legs import Hold, RouteState

_NEVER: Final = datetime.max.replace(tzinfo=UTC)


class Holder(NamedTuple):
    """Leg, agency and officer that have the dossier; no officer while none was named, no time without a limit."""

    leg: str
    agency: str
    officer: str | None
    due_at: datetime | None


async def read_holders(ledger: Ledger, codes: Sequence[str]) -> Mapping[str, Holder]:
    """Return by code who has it: of legs in parallel the one that is due first. Nobody has one that has ended."""
    facts = await ledger.facts(LEGS, codes)
    found = {code: _holder(fact.state) for code, fact in facts.items()}
    return {code: holder for code, holder in found.items() if holder is not None}


def _holder(state: RouteState | None) -> Holder | None:
    if state is None or not state.holds:
        return None
    hold = min(state.holds, key=_urgency)
    return Holder(hold.leg, hold.agency, hold.officer, hold.due_at)


def _urgency(hold: Hold) -> tuple[datetime, str, int]:
    return hold.due_at or _NEVER, hold.leg, hold.attempt
