"""Encrypts stored fields anew under the ring's current key, beside running services.

A document is replaced only in the version that was read, so a command at the same moment wins or reads again. Where it
stands is kept in the collection `key_rotations`: {_id: "<field>|<key id>", after}; stopped, it goes on from there.
"""

import dataclasses
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.intake.adapters.privacy.sealed_fields import SealedField
from services.intake.adapters.privacy.walk import walk
from services.runtime.failures import PermanentError
from services.runtime.sealing import FieldCipher, key_id_of
from services.runtime.store import Database, Document, UpdateDoc

__all__ = ["PROGRESS", "KeyUsage", "RotateFields", "Rotation"]

PROGRESS: Final = "key_rotations"
_ROUNDS: Final = 8


@dataclass(slots=True)
class Rotation:
    """How far a field got: documents seen, documents renewed; ids of those that no key opens or that kept changing."""

    field: str
    seen: int = 0
    renewed: int = 0
    left: list[str] = dataclasses.field(default_factory=list)


@dataclass(frozen=True, slots=True)
class KeyUsage:
    """How many stored texts are under each key id."""

    field: str
    by_key: Mapping[str, int]


class RotateFields:
    """Idempotent: what is under the current key already is left alone."""

    def __init__(self, store: Database, cipher: FieldCipher, fields: Sequence[SealedField], page: int = 2_000) -> None:
        self._store = store
        self._cipher = cipher
        self._fields = fields
        self._page = page

    async def __call__(self) -> AsyncIterator[Rotation]:
        """Yield after each page, so that progress can be told. Raises TransientError; then simply run it again."""
        for each in self._fields:
            async for rotation in self._rotate(each):
                yield rotation

    async def usage(self) -> list[KeyUsage]:
        """Count all stored texts by their key; an old key may go when no field names it."""
        return [KeyUsage(each.name, await self._count(each)) for each in self._fields]

    async def _rotate(self, sealed: SealedField) -> AsyncIterator[Rotation]:
        progress, id_ = self._store.collection(PROGRESS), f"{sealed.name}|{self._cipher.current}"
        rotation = Rotation(sealed.name)
        start = (await progress.find_one({"_id": id_}) or {}).get("after", "")
        documents = self._store.collection(sealed.collection)
        fields = (sealed.path, "version")
        async for page in walk(documents, {sealed.path: {"$exists": True}}, fields, after=start, page=self._page):
            await self._renew_page(sealed, page, rotation)
            last = {"$set": {"after": page[-1]["_id"]}}
            # Of two rotations at once the second may find the row just made: then it exists.
            await progress.update_one({"_id": id_}, last, upsert=True)
            yield rotation
        # The next run starts over: a process with the old ring may have written since.
        await progress.delete({"_id": id_})
        yield rotation

    async def _renew_page(self, sealed: SealedField, page: Sequence[Document], rotation: Rotation) -> None:
        rotation.seen += len(page)
        documents, open_ = self._store.collection(sealed.collection), list(page)
        for _ in range(_ROUNDS):
            updates = {row["_id"]: self._update(sealed, row, rotation) for row in open_}
            wanted = [update for update in updates.values() if update is not None]
            if not wanted:
                return
            rotation.renewed += (await documents.write_bulk(wanted)).matched
            # Read again: what changed meanwhile is still under its old key, what was renewed is not.
            ids = [update.id for update in wanted]
            projection = {"_id": 1, sealed.path: 1, "version": 1}
            open_ = list((await documents.find_many(ids, projection=projection)).values())
        rotation.left += [row["_id"] for row in open_ if self._update(sealed, row, rotation) is not None]

    def _update(self, sealed: SealedField, row: Document, rotation: Rotation) -> UpdateDoc | None:
        texts = _texts(sealed, row)
        try:
            renewed = {name: self._renewed(sealed, row["_id"], name, text) for name, text in texts.items()}
        except PermanentError:
            if row["_id"] not in rotation.left:
                rotation.left.append(row["_id"])
            return None
        if renewed == texts:
            return None
        value = _value(_at(row, sealed.path), renewed)
        if "version" not in row:
            return UpdateDoc({"_id": row["_id"], sealed.path: _at(row, sealed.path)}, {"$set": {sealed.path: value}})
        same = {"_id": row["_id"], "version": row["version"]}
        return UpdateDoc(same, {"$set": {sealed.path: value}, "$inc": {"version": 1}})

    def _renewed(self, sealed: SealedField, id_: str, name: str, text: str) -> str:
        if self._cipher.is_current(text) or not self._cipher.is_of_ring(text):
            return text
        place = sealed.place(id_, name)
        return self._cipher.encrypt(self._cipher.decrypt(text, place), place)

    async def _count(self, sealed: SealedField) -> Mapping[str, int]:
        counts: Counter[str] = Counter()
        documents = self._store.collection(sealed.collection)
        async for page in walk(documents, {sealed.path: {"$exists": True}}, (sealed.path,), page=self._page):
            for row in page:
                counts.update(key_id_of(text) for text in _texts(sealed, row).values())
        return dict(sorted(counts.items()))


def _at(row: Document, path: str) -> Any:
    value: Any = row
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _texts(sealed: SealedField, row: Document) -> dict[str, str]:
    """The texts of a field by their own names."""
    value = _at(row, sealed.path)
    if isinstance(value, str):
        return {"": value}
    if isinstance(value, list):
        return {str(number): text for number, text in enumerate(value, 1)}
    return dict(value) if isinstance(value, Mapping) else {}


def _value(before: Any, texts: Mapping[str, str]) -> Any:
    """The texts in the form that the field had."""
    if isinstance(before, str):
        return texts[""]
    return list(texts.values()) if isinstance(before, list) else dict(texts)
