"""A signed result that an officer attached to a leg, and where such results are kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.kernel.agency_code import AgencyCode
from services.runtime.files.ports import Verdict

__all__ = ["AttachedResult", "FileSignature", "Results", "reference_of"]


@dataclass(frozen=True, slots=True)
class FileSignature:
    """A detached signature that was found good: the agency's key, and when it was checked (UTC)."""

    keyid: str
    verified_at: datetime


@dataclass(frozen=True, slots=True)
class AttachedResult:
    """`report` is the id of the act that told of it, `officer` the account of `agency`; without `signature`: None."""

    code: str
    agency: AgencyCode
    leg: str
    attempt: int
    report: str
    sha256: str
    size: int
    media_type: str
    scan: Verdict
    officer: str
    attached_at: datetime
    signature: FileSignature | None


class Results(Protocol):
    """Raises TransientError."""

    async def add(self, result: AttachedResult) -> None:
        """One for each report; added again, it stays as it is."""
        ...

    async def of(self, code: str) -> list[AttachedResult]:
        """Those of a dossier, also such that were never told of."""
        ...

    async def attached_before(self, at: datetime, limit: int) -> list[AttachedResult]: ...

    async def is_shared(self, result: AttachedResult) -> bool:
        """Whether another result has the same content."""
        ...

    async def remove(self, result: AttachedResult) -> None: ...


def reference_of(sha256: str) -> str:
    """How events name it: whoever reads the file can tell whether it is the one."""
    return f"sha256:{sha256}"
