"""Consumes `dossier.contact.v1`: keeps the newest contact of each dossier, sealed as it came.

At least once; the idempotency key is the seq, of which the highest wins. Compacted, so gaps are normal.
"""

from collections.abc import Sequence

from services.contracts.events.contact import ContactChanged
from services.notifications.application.awaited import AwaitedContacts
from services.notifications.application.ports import ContactChange, Contacts
from services.runtime.failures import PermanentError
from services.runtime.kafka.records import Delivered, Verdicts

__all__ = ["KeepContacts"]


class KeepContacts:
    """A null value erases; the row stays, so that an older contact cannot come back."""

    def __init__(self, contacts: Contacts, awaited: AwaitedContacts) -> None:
        self._contacts = contacts
        self._awaited = awaited

    async def __call__(self, batch: Sequence[Delivered]) -> Verdicts:
        verdicts = Verdicts()
        changes: list[ContactChange] = []
        for index, delivered in enumerate(batch):
            try:
                changes.append(_change(delivered))
            except PermanentError as error:
                verdicts.rejected[index] = error
        await self._contacts.keep(changes)
        self._awaited.arrived(change.code for change in changes)
        return verdicts


def _change(delivered: Delivered) -> ContactChange:
    envelope, data = delivered.envelope, delivered.data
    if data is None:
        # An erasure must work even when whoever sent it knows no number.
        return ContactChange(envelope.subject, envelope.seq, None)
    if not isinstance(data, ContactChanged) or data.code != envelope.subject:
        raise PermanentError("subject_mismatch")
    if envelope.seq is None:
        raise PermanentError("seq_missing")
    return ContactChange(data.code, envelope.seq, data.jwe)
