"""Ties calls and visits to the dossier that came of them, and says whether that had all its papers at the first try."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from services.contracts.events.activity import CallLinked, VisitLinked
from services.contracts.topics import ACTIVITY
from services.intake.application.activity.change_record import change_record
from services.intake.application.activity.desk_request import DeskRequest, DeskTime
from services.intake.application.activity.links import Link, Links
from services.intake.application.activity.place import Places
from services.intake.application.activity.ports import Kept, Records, Step
from services.intake.application.activity.record_call import represent_call
from services.intake.application.activity.record_visit import represent_visit
from services.intake.domain.activity.call import Call
from services.intake.domain.activity.visit import Visit
from services.intake.domain.dossier import Dossier
from services.kernel.agency_code import AgencyCode
from services.kernel.status import Status
from services.runtime.aggregates.model import NewEvent
from services.runtime.failures import PermanentError

__all__ = ["LinkCall", "LinkVisit", "first_try"]


def first_try(dossier: Dossier) -> bool | None:
    """Whether all papers were there at the first try; None while nobody has judged them, and for a refused dossier."""
    asked = any(entry.status is Status.SUPPLEMENT_REQUESTED for entry in dossier.history)
    if asked or dossier.status is Status.SUPPLEMENT_REQUESTED:
        return False
    return True if dossier.received_at is not None else None


class LinkCall:
    """Linking again judges again: a dossier may turn out incomplete later. The other dossier stays linked."""

    def __init__(self, calls: Records[Call], links: Links, places: Places, time: DeskTime) -> None:
        self._calls = calls
        self._links = links
        self._places = places
        self._time = time

    async def __call__(self, request: DeskRequest, call: str, code: str) -> dict[str, Any]:
        """Raises PermanentError(call_not_found | dossier_not_found | record_linked)."""
        link = await self._links.of(code, request.agency)
        time = self._time(request)

        def decide(kept: Kept[Call]) -> Step[Call] | None:
            _check_owner("call_not_found", call, kept.record.agency, request.agency)
            _check_unlinked(kept.record.code, link)
            after = replace(kept.record, code=code, complete=first_try(link.dossier))
            if after == kept.record:
                return None
            return Step(call, replace(kept, record=after), (self._event(after, link, time.at, request.trace),))

        kept = await change_record(self._calls, _id_of("C-", call, "call_not_found"), "call_not_found", decide)
        return represent_call(self._places, kept.record)

    async def read(self, request: DeskRequest, call: str) -> dict[str, Any]:
        """Raises PermanentError(call_not_found)."""
        kept = await self._calls.load(_id_of("C-", call, "call_not_found"))
        if kept is None:
            raise PermanentError("call_not_found", record=call)
        _check_owner("call_not_found", call, kept.record.agency, request.agency)
        return represent_call(self._places, kept.record)

    def _event(self, call: Call, link: Link, at: datetime, trace: str | None) -> NewEvent:
        here = self._places.of(call.id, call.agency, call.field, at, backfill=call.backfill)
        procedure = link.dossier.filing.procedure
        body = CallLinked(**here, procedure=procedure, code=link.published, complete=call.complete)
        return NewEvent(ACTIVITY, body, call.id, call.id, trace)


class LinkVisit:
    def __init__(self, visits: Records[Visit], links: Links, places: Places, time: DeskTime) -> None:
        self._visits = visits
        self._links = links
        self._places = places
        self._time = time

    async def __call__(self, request: DeskRequest, visit: str, code: str) -> dict[str, Any]:
        """Raises PermanentError(visit_not_found | dossier_not_found | record_linked)."""
        link = await self._links.of(code, request.agency)
        time = self._time(request)

        def decide(kept: Kept[Visit]) -> Step[Visit] | None:
            _check_owner("visit_not_found", visit, kept.record.agency, request.agency)
            _check_unlinked(kept.record.code, link)
            if kept.record.code == code:
                return None
            after = replace(kept.record, code=code)
            return Step(visit, replace(kept, record=after), (self._event(after, link, time.at, request.trace),))

        kept = await change_record(self._visits, _id_of("V-", visit, "visit_not_found"), "visit_not_found", decide)
        return represent_visit(self._places, kept.record)

    async def read(self, request: DeskRequest, visit: str) -> dict[str, Any]:
        """Raises PermanentError(visit_not_found)."""
        kept = await self._visits.load(_id_of("V-", visit, "visit_not_found"))
        if kept is None:
            raise PermanentError("visit_not_found", record=visit)
        _check_owner("visit_not_found", visit, kept.record.agency, request.agency)
        return represent_visit(self._places, kept.record)

    def _event(self, visit: Visit, link: Link, at: datetime, trace: str | None) -> NewEvent:
        here = self._places.of(visit.id, visit.agency, visit.field, at, backfill=visit.backfill)
        return NewEvent(ACTIVITY, VisitLinked(**here, code=link.published), visit.id, visit.id, trace)


def _id_of(prefix: str, id_: str, missing: str) -> str:
    """All kinds share one collection, so an id of another kind must not be read as this one."""
    if not id_.startswith(prefix):
        raise PermanentError(missing, record=id_)
    return id_


def _check_owner(missing: str, id_: str, owner: AgencyCode, caller: AgencyCode) -> None:
    if owner != caller:
        raise PermanentError(missing, record=id_)


def _check_unlinked(code: str | None, link: Link) -> None:
    if code is not None and code != link.dossier.code:
        raise PermanentError("record_linked", code=code)
