"""Takes over what other systems tell of their dossiers."""

from dataclasses import dataclass

from services.intake.application.dossiers.ports import Dossiers
from services.intake.application.exchange.ports import Inbox, Letter, Mirror
from services.runtime.failures import PermanentError

__all__ = ["ImportMessages", "Imported"]


@dataclass(slots=True)
class Imported:
    accepted: int = 0
    rejected: int = 0


class ImportMessages:
    """Idempotent: a message is the whole state, and it is settled only after it was kept.

    A dossier of ours is never changed by a message: here is where its truth is.
    """

    def __init__(self, inbox: Inbox, mirror: Mirror, dossiers: Dossiers) -> None:
        self._inbox = inbox
        self._mirror = mirror
        self._dossiers = dossiers

    async def __call__(self) -> Imported:
        """Raises TransientError; then what is left will be read next time."""
        imported = Imported()
        for letter in self._inbox.letters():
            try:
                await self._take(letter)
            except PermanentError as error:
                letter.reject(error.reason, error.fields.get("field"))
                imported.rejected += 1
            else:
                letter.accept()
                imported.accepted += 1
        return imported

    async def _take(self, letter: Letter) -> None:
        synced = letter.read()
        if await self._dossiers.load(synced.code):
            raise PermanentError("dossier_is_ours", field="MaHoSo")
        await self._mirror.keep(synced)
