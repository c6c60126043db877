"""Serial numbers of forms: one document per number, so that taking a number and issuing the form are one step."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from services.intake.application.documents.ports import Book, Confirmation, Issued
from services.kernel.agency_code import AgencyCode
from services.kernel.times import require_utc
from services.runtime.failures import TransientError
from services.runtime.store import Document, Documents, Index

__all__ = ["COLLECTION", "INDEXES", "StoredSerials"]

COLLECTION: Final = "serials"
INDEXES: Final = (Index(COLLECTION, (("form", 1),), "form", unique=True),)
_ATTEMPTS: Final = 200
_DIGITS: Final = 7
"""Ids sort by number up to ten million forms of one kind a year at one agency."""


class StoredSerials:
    """The `_id` is book and number, `form` is unique: of two who want a number, or issue a form, one wins.

    A crash leaves no gap: a number exists only as part of the form that has it.
    """

    def __init__(self, serials: Documents) -> None:
        self._serials = serials
        self._turns: defaultdict[Book, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def issue(self, form: str, book: Book, at: datetime, by: str) -> Issued:
        """One at a time within a process, since each begins at the last number."""
        if (known := await self.find(form)) is not None:
            return known
        async with self._turns[book]:
            last = await self._last(book)
            for number in range(last + 1, last + 1 + _ATTEMPTS):
                if await self._serials.insert(_document(Issued(form, book, number, at, by))):
                    break
                if await self.find(form) is not None:
                    break
        issued = await self.find(form)
        if issued is None:
            raise TransientError("serials_contended", book=_prefix(book))
        return issued

    async def find(self, form: str) -> Issued | None:
        document = await self._serials.find_one({"form": form})
        return None if document is None else _issued(document)

    async def find_many(self, forms: Sequence[str]) -> dict[str, Issued]:
        found = await self._serials.find({"form": {"$in": list(forms)}}) if forms else []
        return {document["form"]: _issued(document) for document in found}

    async def confirm(self, form: str, confirmation: Confirmation) -> Issued | None:
        first = {"form": form, "confirmation": {"$exists": False}}
        await self._serials.update_one(first, {"$set": {"confirmation": _confirmation_document(confirmation)}})
        return await self.find(form)

    async def _last(self, book: Book) -> int:
        prefix = _prefix(book)
        within = {"_id": {"$gte": prefix, "$lt": prefix + "~"}}
        found = await self._serials.find(within, sort=[("_id", -1)], limit=1, projection={"_id": 1})
        return int(found[0]["_id"].removeprefix(prefix)) if found else 0


def _prefix(book: Book) -> str:
    return f"{book.agency}|{book.year}|{book.kind}|"


def _document(issued: Issued) -> Document:
    book = issued.book
    return {
        "_id": f"{_prefix(book)}{issued.number:0{_DIGITS}d}",
        "form": issued.form,
        "at": issued.at.isoformat(),
        "by": issued.issued_by,
    }


def _issued(document: Document) -> Issued:
    agency, year, kind, number = document["_id"].split("|")
    confirmation = document.get("confirmation")
    return Issued(
        form=document["form"],
        book=Book(AgencyCode(agency), int(year), kind),
        number=int(number),
        at=_instant(document["at"]),
        issued_by=document["by"],
        confirmation=_confirmation(confirmation) if confirmation else None,
    )


def _confirmation_document(confirmation: Confirmation) -> Document:
    return asdict(confirmation) | {"at": confirmation.at.isoformat()}


def _confirmation(document: dict[str, Any]) -> Confirmation:
    return Confirmation(**document | {"at": _instant(document["at"])})


def _instant(text: str) -> datetime:
    return require_utc(datetime.fromisoformat(text))
