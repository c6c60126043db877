"""The collection `data_requests`: what was asked of the data about somebody, and when it was answered."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, Final

from services.intake.domain.privacy.data_request import DataRequest
from services.runtime.failures import TransientError
from services.runtime.store import Document, Documents

__all__ = ["COLLECTION", "StoredDataRequests"]

COLLECTION: Final = "data_requests"


class StoredDataRequests:
    """Implements the port `KeepDataRequests`."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    async def add(self, request: DataRequest) -> DataRequest:
        if await self._documents.insert(_document(request)):
            return request
        earlier = await self.find(request.id)
        if earlier is None:
            raise TransientError("data_request_missing")
        return earlier

    async def find(self, id_: str) -> DataRequest | None:
        row = await self._documents.find_one({"_id": id_})
        return None if row is None else _request(row)

    async def answer(self, request: DataRequest) -> bool:
        values = {name: getattr(request, name) for name in ("answered_at", "outcome", "reason")}
        return bool(await self._documents.update_one({"_id": request.id, "answered_at": None}, {"$set": values}))

    async def of_agencies(self, agencies: Iterable[str] | None) -> list[DataRequest]:
        wanted: dict[str, Any] = {} if agencies is None else {"agency": {"$in": sorted(agencies)}}
        found = [_request(row) for row in await self._documents.find(wanted)]
        return sorted(found, key=lambda each: (each.received_at, each.id))


def _document(request: DataRequest) -> Document:
    values = asdict(request)
    return {"_id": values.pop("id"), **values}


def _request(row: Document) -> DataRequest:
    values = dict(row)
    return DataRequest(id=values.pop("_id"), **values)
