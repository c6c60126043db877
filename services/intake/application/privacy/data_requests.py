"""Requests of citizens about the data on them: registered, answered, listed with what is late."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol
from uuid import NAMESPACE_URL, uuid4, uuid5

from services.intake.application.dossiers.access import Desk
from services.intake.application.privacy.erase import EraseDossier
from services.intake.application.refusals import as_permanent
from services.intake.domain.privacy.data_request import DataRequest
from services.kernel.agency_code import AgencyCode
from services.kernel.times import Clock
from services.runtime.auth.principal import Principal
from services.runtime.failures import PermanentError
from services.runtime.problems import Problem

__all__ = ["DataRequests", "KeepDataRequests", "RequestTerms"]


class KeepDataRequests(Protocol):
    """Raises TransientError when the store cannot be reached."""

    async def add(self, request: DataRequest) -> DataRequest:
        """Return what is kept under its id: this one, or an earlier one."""
        ...

    async def find(self, id_: str) -> DataRequest | None: ...

    async def answer(self, request: DataRequest) -> bool:
        """False when another answer came first."""
        ...

    async def of_agencies(self, agencies: Iterable[str] | None) -> list[DataRequest]:
        """All of them, oldest first; None means every agency."""
        ...


class RequestTerms(Protocol):
    def answer_by(self, agency: AgencyCode, received_at: datetime) -> datetime:
        """The end of the working days that the rules give for an answer."""
        ...


class DataRequests:
    """For the receiving agency of a dossier; granting an erasure erases."""

    def __init__(
        self, desk: Desk, requests: KeepDataRequests, erase: EraseDossier, terms: RequestTerms, clock: Clock
    ) -> None:
        self._desk = desk
        self._requests = requests
        self._erase = erase
        self._terms = terms
        self._clock = clock

    async def register(self, code: str, principal: Principal, kind: str, key: str | None) -> DataRequest:
        """A repeated key finds the request that it made. Raises what Desk.open raises."""
        agency = (await self._desk.open(code, principal)).dossier.agency
        id_ = uuid5(NAMESPACE_URL, f"data-request/{principal.client_id}/{code}/{key}") if key else uuid4()
        now = self._clock()
        with as_permanent():
            due_at = self._terms.answer_by(agency, now)
        return await self._requests.add(DataRequest(id_.hex, code, agency, kind, now, due_at))

    async def answer(self, code: str, id_: str, principal: Principal, outcome: str, reason: str | None) -> DataRequest:
        """Raises PermanentError(data_request_answered | dossier_open) and Problem(data_request_not_found)."""
        await self._desk.open(code, principal)
        request = await self._requests.find(id_)
        if request is None or request.code != code:
            raise Problem("data_request_not_found")
        with as_permanent():
            answered = request.answered(self._clock(), outcome, reason)
        if (request.kind, outcome) == ("erasure", "granted"):
            # Before the answer is written down: it must not claim what a crash prevented.
            await self._erase(code)
        if not await self._requests.answer(answered):
            raise PermanentError("data_request_answered")
        return answered

    async def of(self, principal: Principal) -> list[DataRequest]:
        return await self._requests.of_agencies(principal.agencies)
