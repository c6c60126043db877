"""Erases the contacts of dossiers that ended long ago; of their messages hash, masked number and counts stay."""

from datetime import timedelta
from typing import Final

import structlog

from services.kernel.status import Status
from services.kernel.times import Clock
from services.notifications.application.ports import ContactChange, Contacts
from services.notifications.application.sending.ports import Finished

__all__ = ["PurgeContacts"]

_log = structlog.get_logger()
_PAGE: Final = 500
_ENDED: Final = frozenset({Status.REFUSED.value, Status.STOPPED.value, Status.RETURNED.value})


class PurgeContacts:
    """A page each time; again and again without harm. A dossier that goes on sends its contact anew."""

    def __init__(self, finished: Finished, contacts: Contacts, kept: timedelta, clock: Clock) -> None:
        self._finished = finished
        self._contacts = contacts
        self._kept = kept
        self._clock = clock

    async def __call__(self) -> int:
        """Return how many it purged; raises TransientError, to be tried again."""
        seqs = await self._finished.finished_before(_ENDED, self._clock() - self._kept, _PAGE)
        if seqs:
            await self._contacts.keep([ContactChange(code, None, None) for code in seqs])
            await self._finished.purged(seqs)
            _log.info("contacts_purged", dossiers=len(seqs))
        return len(seqs)
