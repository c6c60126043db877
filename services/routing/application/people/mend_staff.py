"""Gives work to others when rosters or registers change, or when somebody comes or goes.

Several processes may do the same at once: of commits with one base one wins, and the others find nothing left to do.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Final, Protocol

import structlog

from services.kernel.agency_code import AgencyCode
from services.kernel.times import Clock
from services.routing.application.amend import Amend
from services.routing.application.people.ports import KnownRegisters, KnownRosters
from services.routing.application.people.staffing import Staffing
from services.routing.application.ports import WorkItem
from services.routing.domain.hear import Decision
from services.routing.domain.people.team import Teams
from services.runtime.failures import TransientError

__all__ = ["AgencyWork", "MendStaff"]

_PAGE: Final = 200
_ATTEMPTS: Final = 8
"""Each conflict means that somebody else got further with the route."""
_log = structlog.get_logger()


class AgencyWork(Protocol):
    async def of_agency(self, agency: str, after: str, limit: int) -> list[WorkItem]:
        """In order of dossier code and leg, after the entry `after` (`code|leg`)."""
        ...


class MendStaff:
    """Looks at an agency's open legs once when the process starts, and then whenever something moved there."""

    def __init__(
        self,
        amend: Amend,
        work: AgencyWork,
        staffing: Staffing,
        teams: Teams,
        rosters: KnownRosters,
        registers: KnownRegisters,
        clock: Clock,
    ) -> None:
        self._amend = amend
        self._work = work
        self._staffing = staffing
        self._teams = teams
        self._rosters = rosters
        self._registers = registers
        self._clock = clock
        self._due: dict[AgencyCode, datetime] = {}

    async def sweep(self) -> int:
        """Returns how many routes it mended; raises TransientError, to be tried again."""
        await self._rosters.refresh()
        now = self._clock()
        self._due |= dict.fromkeys((*self._rosters.changed(), *self._registers.changed()), now)
        mended = 0
        for agency in sorted(agency for agency, moment in self._due.items() if moment <= now):
            mended += await self._mend(agency)
            self._come_back(agency, now)
        return mended

    def _come_back(self, agency: AgencyCode, now: datetime) -> None:
        """When the next of its people comes or goes."""
        team = self._teams.team(agency, now)
        next_move = team.next_move(now) if team else None
        if next_move is None:
            del self._due[agency]
        else:
            self._due[agency] = next_move

    async def _mend(self, agency: AgencyCode) -> int:
        mended, after = 0, ""
        while items := await self._work.of_agency(agency, after, _PAGE):
            mended += await self._mend_routes({item.code for item in items})
            after = f"{items[-1].code}|{items[-1].leg}"
        if mended:
            _log.info("work_reassigned", agency=agency, routes=mended)
        return mended

    async def _mend_routes(self, codes: Collection[str]) -> int:
        mended = 0
        for _ in range(_ATTEMPTS):
            amended = await self._amend(codes, lambda route: self._staffing(Decision(route)))
            mended, codes = mended + len(amended.done), amended.lost
            if not codes:
                return mended
        raise TransientError("route_contended")
