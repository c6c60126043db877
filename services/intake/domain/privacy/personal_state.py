"""What a dossier tells about its personal data, which it does not contain."""

from dataclasses import dataclass
from datetime import datetime

__all__ = ["PersonalState"]


@dataclass(frozen=True, slots=True)
class PersonalState:
    """`contact_seq` is the newest contact since filing (0: as filed).

    `disputed_at`: whoever has the number says that the dossier is not theirs; `forgotten_at`: nobody can be written to
    any more; `erased_at`: nothing of the applicant is left.
    """

    contact_seq: int = 0
    disputed_at: datetime | None = None
    forgotten_at: datetime | None = None
    erased_at: datetime | None = None
