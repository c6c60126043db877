"""The collection `contacts`: the newest contact of each dossier, sealed; an erased one keeps its row and its seq."""

from collections.abc import Iterable, Sequence
from typing import Final

from services.notifications.application.ports import Contact, ContactChange
from services.runtime.store import Documents, UpdateDoc

__all__ = ["COLLECTION", "StoredContacts"]

COLLECTION: Final = "contacts"


class StoredContacts:
    """Every method raises TransientError."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    async def keep(self, changes: Sequence[ContactChange]) -> None:
        ops = [_newest(change) for change in _last_of_each(changes)]
        refused = (await self._documents.write_bulk(ops)).duplicates
        # An upsert is refused when the row is newer, or when another process wrote it at this moment. The row exists
        # now, so the second time its seq decides.
        await self._documents.write_bulk([ops[index] for index in sorted(refused)])

    async def find_many(self, codes: Iterable[str]) -> dict[str, Contact]:
        rows = await self._documents.find_many(list(codes))
        return {code: Contact(row["seq"], row["jwe"]) for code, row in rows.items()}


def _last_of_each(changes: Sequence[ContactChange]) -> Iterable[ContactChange]:
    """One operation per row and bulk; an erasure without a seq is as new as all that came before it."""
    last: dict[str, ContactChange] = {}
    for change in changes:
        known = last.get(change.code)
        if known is None or change.seq is None or known.seq is None or change.seq >= known.seq:
            seq = known.seq if known and change.seq is None else change.seq
            last[change.code] = ContactChange(change.code, seq, change.jwe)
    return last.values()


def _newest(change: ContactChange) -> UpdateDoc:
    if change.seq is None:
        return UpdateDoc({"_id": change.code}, {"$set": {"jwe": None}})
    older = {"_id": change.code, "seq": {"$lt": change.seq}}
    return UpdateDoc(older, {"$set": {"seq": change.seq, "jwe": change.jwe}}, upsert=True)
