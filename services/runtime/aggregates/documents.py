"""The shape of an aggregate's document, and the one operation that a change becomes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.runtime.aggregates.model import Change, Loaded
from services.runtime.aggregates.names import from_fields, to_fields
from services.runtime.store import BulkOp, InsertDoc, UpdateDoc

KEPT_TOKENS: Final = 16
"""Each commit leaves one token, so the list covers exactly the last 16 versions."""
STATE: Final = {"version": 1, "state": 1, "seen": 1, "seqs": 1}
OUTBOX: Final = {"version": 1, "outbox": 1}
TOKENS: Final = {"version": 1, "created_by": 1, "recent_commits": 1}
_RESERVED: Final = frozenset({"_id", *STATE, *OUTBOX, *TOKENS})


@dataclass(slots=True)
class Prepared:
    """A change ready to write; `version` is the one that it makes."""

    id: str
    version: int
    token: str
    op: BulkOp
    creates: bool
    publishes: bool
    announces: Sequence[Any]


def loaded_of(document: Mapping[str, Any]) -> Loaded:
    """Return the aggregate in a document read with the STATE projection.

    One that was written before its collection held aggregates has a version and a state only.
    """
    seen, seqs = from_fields(document.get("seen", {})), from_fields(document.get("seqs", {}))
    return Loaded(document["_id"], document["version"], document["state"], seen, seqs)


def prepared_of(change: Change, seqs: dict[str, int], entries: list[dict[str, Any]], token: str) -> Prepared:
    """Return the operation of `change`; raises ValueError for a field name that the document uses itself."""
    if not _RESERVED.isdisjoint(change.fields):
        message = "a field of a change has a name that the document uses itself"
        raise ValueError(message)
    version = change.base.version + 1 if change.base else 1
    op = _operation(change, _values(change, version, seqs), entries, token)
    return Prepared(change.id, version, token, op, change.base is None, bool(entries), change.announces)


def _values(change: Change, version: int, seqs: dict[str, int]) -> dict[str, Any]:
    seen = {**change.base.seen, **change.seen} if change.base else change.seen
    return {
        **change.fields,
        "version": version,
        "state": change.state,
        "seen": to_fields(seen),
        "seqs": to_fields(seqs),
    }


def _operation(change: Change, values: dict[str, Any], entries: list[dict[str, Any]], token: str) -> BulkOp:
    if change.base is None:
        own = {"outbox": entries, "created_by": token, "recent_commits": [token]}
        return InsertDoc({"_id": change.id, **values, **own})
    # The outbox is pushed on, never replaced: a relay may be pulling from it right now.
    push: dict[str, Any] = {"recent_commits": {"$each": [token], "$slice": -KEPT_TOKENS}}
    if entries:
        push["outbox"] = {"$each": entries}
    return UpdateDoc({"_id": change.id, "version": change.base.version}, {"$set": values, "$push": push})
