"""Relays with a mistake each, to show that the model would notice it."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.runtime.aggregates.documents import Prepared
from services.runtime.aggregates.group_commit import GroupCommit, Outcome
from services.runtime.aggregates.model import CommitOutcome
from services.runtime.aggregates.outbox import record_of
from services.runtime.aggregates.outbox_pass import OutboxPass, Published
from services.runtime.failures import PermanentError, TransientError
from services.runtime.store import InsertDoc, UpdateDoc
from tests.fakes.store import bulk_deletes
from tests.unit.runtime.aggregates.process import Process

Entries = list[dict[str, Any]]


def _install(process: Process, kind: type[OutboxPass]) -> OutboxPass:
    relay = process.relay
    relay._pass = kind(
        process.aggregates.documents,
        process.aggregates.markers,
        process.publisher,
        clock=process.clock,
        backoff=relay._backoff,
        progress=relay.progress,
    )
    return relay._pass


class _UnconditionalPass(OutboxPass):
    """Removes markers whatever their version."""

    async def _clear(self, complete: Sequence[Published]) -> None:
        await self._markers._documents.write_bulk(bulk_deletes([each.id for each in complete]))


class _SkippingPass(OutboxPass):
    """Goes on with the next event after a refusal."""

    async def _publish(self, document: Mapping[str, Any], counts: Any) -> Published:
        for entry in document["outbox"]:
            try:
                await self._publisher.publish(record_of(entry))
            except (PermanentError, TransientError):
                continue
        return Published(document["_id"], document["version"], 0, complete=False)


class _FedPass(OutboxPass):
    """Publishes the entries that its own process committed, without rereading the document."""

    fed: dict[str, tuple[int, Entries]]

    async def _read(self, ids: Sequence[str]) -> list[Mapping[str, Any]]:
        known = [id_ for id_ in ids if id_ in self.fed]
        fed = [(id_, *self.fed.pop(id_)) for id_ in known]
        reread = await super()._read([id_ for id_ in ids if id_ not in known])
        return [{"_id": id_, "version": version, "outbox": entries} for id_, version, entries in fed] + reread


class _TellingGroup(GroupCommit):
    """Keeps the entries of what it committed for a `_FedPass`."""

    fed: dict[str, tuple[int, Entries]]

    async def write(self, batch: Sequence[Prepared]) -> list[Outcome]:
        outcomes = await super().write(batch)
        for each, outcome in zip(batch, outcomes, strict=True):
            if outcome is CommitOutcome.COMMITTED:
                _, before = self.fed.get(each.id, (0, []))
                self.fed[each.id] = (each.version, before + _entries(each))
        return outcomes


def _entries(change: Prepared) -> Entries:
    if isinstance(change.op, InsertDoc):
        return list(change.op.doc["outbox"])
    assert isinstance(change.op, UpdateDoc)
    return list(change.op.update["$push"]["outbox"]["$each"])


def sound(process: Process) -> None:
    """Leave the relay as it is."""


def removes_markers_unconditionally(process: Process) -> None:
    _install(process, _UnconditionalPass)


def skips_refused_events(process: Process) -> None:
    _install(process, _SkippingPass)


def feeds_entries(process: Process) -> None:
    fed: dict[str, tuple[int, Entries]] = {}
    relay_pass = _install(process, _FedPass)
    assert isinstance(relay_pass, _FedPass)
    relay_pass.fed = fed
    group = _TellingGroup(process.aggregates.documents, process.aggregates.markers)
    group.fed = fed
    process.aggregates._group = group
