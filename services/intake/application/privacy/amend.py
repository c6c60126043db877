"""Changes the personal data of one dossier beside its course; whoever loses a race reads again."""

from collections.abc import Awaitable, Callable
from typing import Final

from services.contracts.topics import CONTACT
from services.intake.application.dossiers.ports import Dossiers, Kept, Pending
from services.runtime.aggregates.model import CommitOutcome
from services.runtime.failures import PermanentError

__all__ = ["amend", "next_contact"]

_ATTEMPTS: Final = 8


async def amend(
    dossiers: Dossiers, load: Callable[[], Awaitable[Kept]], step: Callable[[Kept], Pending | None]
) -> Kept:
    """Return the dossier as it is afterwards; `step` gives None when nothing is left to do.

    Raises PermanentError(concurrent_change), and what `load` and `step` raise.
    """
    for _ in range(_ATTEMPTS):
        kept = await load()
        pending = step(kept)
        if pending is None:
            return kept
        if await dossiers.commit(pending) is CommitOutcome.COMMITTED:
            return pending.kept
    raise PermanentError("concurrent_change")


def next_contact(kept: Kept) -> int:
    """The number that the next contact of a stored dossier will have on its topic."""
    basis = kept.basis
    return 1 + (basis.last_seq(CONTACT, kept.dossier.code) if basis else 0)
