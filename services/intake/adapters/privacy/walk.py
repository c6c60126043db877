"""Goes over a whole collection, page by page, in the order of its ids."""

from collections.abc import AsyncIterator
from typing import Any, Final

from services.runtime.store import Document, Documents
from services.runtime.store.operations import Filter

__all__ = ["walk"]

_PAGE: Final = 2_000
"""On the embedded store every page costs a look at all documents, so there are few."""


async def walk(
    documents: Documents, wanted: Filter, fields: tuple[str, ...], *, after: str = "", page: int = _PAGE
) -> AsyncIterator[list[Document]]:
    """Yield pages of the documents with a higher id than `after`; what is written meanwhile may be seen or not."""
    projection = dict.fromkeys(("_id", *fields), 1)
    while True:
        beyond: dict[str, Any] = {**wanted, "_id": {"$gt": after}}
        found = await documents.find(beyond, sort=(("_id", 1),), limit=page, projection=projection)
        if not found:
            return
        yield found
        after = str(found[-1]["_id"])
