"""Consumes `route.progress.v1`: makes messages to officers of what comes near, is overdue or lacks a signer.

At least once, in any order: the ids of the messages follow from the event's id, so a repetition finds them there.
"""

from collections.abc import Sequence

from services.notifications.application.acceptance import Acceptance
from services.notifications.application.officers.to_officers import ToOfficers
from services.runtime.kafka.records import Delivered, Verdicts

__all__ = ["AcceptWarnings"]


class AcceptWarnings:
    def __init__(self, accept: Acceptance, to_officers: ToOfficers) -> None:
        self._accept = accept
        self._to_officers = to_officers

    async def __call__(self, batch: Sequence[Delivered]) -> Verdicts:
        return await self._accept(batch, self._to_officers)
