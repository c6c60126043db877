"""What signing in needs of the world."""

from datetime import datetime
from typing import Protocol

from services.runtime.officers.account import OfficerAccount
from services.runtime.officers.lockout import Attempts
from services.runtime.officers.session import Session

__all__ = ["Accounts", "AttemptLog", "Sessions"]


class Accounts(Protocol):
    """Raises TransientError when the store cannot be reached."""

    async def load(self, login: str) -> OfficerAccount | None: ...

    async def by_subject(self, subject: str) -> OfficerAccount | None: ...

    async def list_all(self) -> list[OfficerAccount]: ...

    async def add(self, account: OfficerAccount) -> bool:
        """False when the login or the subject is taken."""
        ...

    async def replace(self, before: OfficerAccount, after: OfficerAccount) -> bool:
        """False when the account is no longer as it was before."""
        ...


class Sessions(Protocol):
    """Sessions by id; they outlive the process."""

    async def load(self, id_: str) -> Session | None: ...

    async def save(self, session: Session) -> None: ...

    async def seen(self, session: Session, at: datetime) -> None: ...

    async def of(self, login: str) -> list[Session]: ...

    async def end(self, id_: str) -> None: ...

    async def end_all(self, login: str) -> int: ...

    async def forget_before(self, opened_before: datetime) -> int: ...


class AttemptLog(Protocol):
    """Failed attempts by login."""

    async def load(self, login: str) -> Attempts: ...

    async def record(self, login: str, before: Attempts, after: Attempts) -> bool:
        """False when another attempt came in between."""
        ...

    async def clear(self, login: str) -> None: ...

    async def forget_before(self, last_before: datetime) -> int: ...
