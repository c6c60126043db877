"""What a parent's route asks of its children: filed when their leg is dispatched, recalled when it is cancelled.

It happens before the parent's guard moves, so after a crash it happens again, with the effect of once.
"""

import asyncio
from collections.abc import Mapping, Sequence

from services.contracts.events.progress import LegDispatched, RouteCancelled
from services.intake.application.dossiers.follow_routes import Children
from services.intake.application.dossiers.ports import Dossiers, Kept
from services.intake.application.groups.file_child import FileChild
from services.intake.application.groups.recall_children import RecallChildren
from services.kernel.times import require_utc
from services.runtime.failures import PermanentError
from services.runtime.kafka.records import Delivered

__all__ = ["KeepGroups"]

Told = dict[int, str | PermanentError]


class KeepGroups:
    """Costs nothing for a batch without children."""

    def __init__(self, dossiers: Dossiers, file_child: FileChild, recall: RecallChildren) -> None:
        self._dossiers = dossiers
        self._file_child = file_child
        self._recall = recall

    async def __call__(self, batch: Sequence[Delivered]) -> Children:
        """Raises TransientError for the whole batch."""
        wanted = {index: each for index, each in enumerate(batch) if _concerns_children(each)}
        if not wanted:
            return {}
        parents = await self._dossiers.load_many({each.envelope.subject for each in wanted.values()})
        known = {index: each for index, each in wanted.items() if each.envelope.subject in parents}
        filed = await self._file(known, parents)
        return filed | await self._recall_all(known, parents, filed)

    async def _file(self, known: Mapping[int, Delivered], parents: Mapping[str, Kept]) -> Told:
        orders = {index: each for index, each in known.items() if isinstance(each.data, LegDispatched)}
        codes = await asyncio.gather(*(self._child(each, parents[each.envelope.subject]) for each in orders.values()))
        return dict(zip(orders, codes, strict=True))

    async def _child(self, delivered: Delivered, parent: Kept) -> str | PermanentError:
        event = delivered.data
        if not isinstance(event, LegDispatched) or event.child is None:
            raise TypeError(type(event).__name__)
        try:
            return await self._file_child(parent, event, event.child, delivered.envelope.traceparent)
        except PermanentError as error:
            return error

    async def _recall_all(self, known: Mapping[int, Delivered], parents: Mapping[str, Kept], filed: Children) -> Told:
        """Also those that were filed a moment ago, which their parent does not know of yet."""
        failed: Told = {}
        for index, each in known.items():
            if not isinstance(each.data, RouteCancelled):
                continue
            code = each.envelope.subject
            parent = parents[code].dossier
            fresh = {child for i, child in filed.items() if known[i].envelope.subject == code}
            linked = fresh | {leg.child for leg in parent.route.legs}
            children = sorted(child for child in linked if isinstance(child, str))
            try:
                await self._recall(parent, children, require_utc(each.data.occurred_at), each.envelope.id)
            except PermanentError as error:
                failed[index] = error
        return failed


def _concerns_children(delivered: Delivered) -> bool:
    event = delivered.data
    return isinstance(event, RouteCancelled) or (isinstance(event, LegDispatched) and event.child is not None)
