"""Consumes all of `dossier.lifecycle.v1`: keeps the newest status of each dossier, then passes the events on.

At least once, in any order; the idempotency key is the seq, of which the highest wins. Kept before a message is made
of the event, so that whoever sends the message knows at least the status that the event told.
"""

from collections.abc import Iterator, Sequence

from services.contracts.events.lifecycle import Snapshot
from services.notifications.application.sending.ports import Dossiers, DossierState
from services.runtime.kafka.records import Delivered, Handler, Verdicts

__all__ = ["FollowDossiers"]


class FollowDossiers:
    """`then` gets every event, and its verdicts are the answer."""

    def __init__(self, dossiers: Dossiers, then: Handler) -> None:
        self._dossiers = dossiers
        self._then = then

    async def __call__(self, batch: Sequence[Delivered]) -> Verdicts:
        await self._dossiers.keep(list(_states(batch)))
        return await self._then(batch)


def _states(batch: Sequence[Delivered]) -> Iterator[DossierState]:
    for delivered in batch:
        data, seq = delivered.data, delivered.envelope.seq
        if isinstance(data, Snapshot) and data.code == delivered.envelope.subject and seq is not None:
            appointment = data.promised_at or data.due_at
            yield DossierState(data.code, seq, data.status, data.occurred_at, data.agency, data.procedure, appointment)
