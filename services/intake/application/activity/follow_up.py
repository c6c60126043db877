"""What a dossier's course means for the desk's other records: an invitation once it is returned, links to calls.

A commit announces the dossier before it happens, so a crash leaves a row too many, never one too few. Everything done
here has the effect of once, so two processes may work on the same row.
"""

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

import structlog

from services.contracts.events.lifecycle import Accepted, Returned, SupplementRequested
from services.intake.application.activity.desk_request import DeskRequest
from services.intake.application.activity.link_record import LinkCall, LinkVisit
from services.intake.application.activity.survey_desk import SurveyDesk
from services.intake.application.dossiers.ports import Dossiers, Kept, Pending
from services.intake.domain.activity.survey import may_ask
from services.intake.domain.dossier import Dossier
from services.kernel.times import Clock
from services.runtime.failures import PermanentError

__all__ = ["Announced", "FollowUp", "FollowUps", "concerns_desk"]

_PAGE: Final = 500
SETTLED_AFTER: Final = timedelta(minutes=10)
"""How long a commit may take from its announcement to its effect; far above every timeout of a writer."""
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Announced:
    """`version` is the one that the announced commit makes of the dossier, `at` when it was announced last."""

    code: str
    version: int
    at: datetime


class FollowUps(Protocol):
    """Dossiers that the desk has yet to look at. Raises TransientError when the store cannot be reached."""

    async def announced(self, after: str, limit: int) -> list[Announced]:
        """Those whose code comes after `after`, in order."""
        ...

    async def clear(self, rows: Sequence[Announced]) -> None:
        """Remove those that nobody announced again since they were read."""
        ...


def concerns_desk(pending: Pending) -> bool:
    """Whether a commit has anything to say to the desk's other records."""
    filing = pending.kept.dossier.filing
    if any(isinstance(event.data, Returned) for event in pending.events):
        return not filing.backfill or filing.notify
    if filing.visit is not None and pending.kept.basis is None:
        return True
    return filing.call is not None and any(isinstance(e.data, Accepted | SupplementRequested) for e in pending.events)


class FollowUp:
    """Call it again and again."""

    def __init__(
        self,
        rows: FollowUps,
        dossiers: Dossiers,
        surveys: SurveyDesk,
        link_call: LinkCall,
        link_visit: LinkVisit,
        clock: Clock,
    ) -> None:
        self._rows = rows
        self._dossiers = dossiers
        self._surveys = surveys
        self._link_call = link_call
        self._link_visit = link_visit
        self._clock = clock

    async def __call__(self) -> int:
        """Look at every announced dossier; returns how many. Raises TransientError."""
        after, seen = "", 0
        while True:
            page = await self._rows.announced(after, _PAGE)
            seen += await self._look_at(page)
            if len(page) < _PAGE:
                return seen
            after = page[-1].code

    async def _look_at(self, page: Sequence[Announced]) -> int:
        kept = await self._dossiers.load_many({row.code for row in page})
        ready = [row for row in page if row.code in kept and _version(kept[row.code]) >= row.version]
        for row in ready:
            await self._follow(kept[row.code].dossier)
        settled = self._clock() - SETTLED_AFTER
        await self._rows.clear([row for row in page if row in ready or row.at <= settled])
        return len(ready)

    async def _follow(self, dossier: Dossier) -> None:
        """Times are those of the filing, which the clock of this process may not have reached."""
        filing = dossier.filing
        at = min(filing.filed_at, self._clock())
        request = DeskRequest(filing.agency, "intake", occurred_at=at, may_backfill=True)
        if filing.visit is not None:
            await _tried(self._link_visit(request, filing.visit, filing.code), filing.code)
        if filing.call is not None:
            await _tried(self._link_call(request, filing.call, filing.code), filing.code)
        if may_ask(dossier, "result") and (filing.notify or not filing.backfill):
            await self._surveys.invite_for(dossier)


def _version(kept: Kept) -> int:
    return kept.basis.version if kept.basis else 0


async def _tried(link: Awaitable[Any], code: str) -> None:
    """A link that cannot be made, such as to a call of another desk, is no reason to stop."""
    try:
        await link
    except PermanentError as error:
        _log.info("record_not_linked", code=code, reason=error.reason)
