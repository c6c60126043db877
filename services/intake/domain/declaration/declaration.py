"""A declaration that an officer writes from a citizen's words; nothing is filed before the citizen confirmed it.

Drafted -> read back -> (corrected -> read back)* -> confirmed -> filed. A correction makes a new version, which must be
read back again; all versions stay. The officer is named in every step, apart from the declarant, who stands only in
the (sealed) words.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from services.intake.domain.errors import RuleError
from services.kernel.agency_code import AgencyCode

__all__ = ["CONFIRMATIONS", "MODES", "Declaration", "Stage", "WritingStep"]

MODES: Final = ("typed", "handwritten")
CONFIRMATIONS: Final = ("signature", "fingerprint")


class Stage(StrEnum):
    DRAFTED = "drafted"
    READ_BACK = "read_back"
    CONFIRMED = "confirmed"
    FILED = "filed"


@dataclass(frozen=True, slots=True)
class WritingStep:
    """One line of the audit: `what` is drafted, corrected, read_back, confirmed or filed; `version` counts from 1."""

    what: str
    at: datetime
    officer: str
    version: int


@dataclass(frozen=True, slots=True)
class Declaration:
    """`confirmed_by` is signature or fingerprint, `evidence` the SHA-256 of a kept file with it, if there is one.

    One of the `sandbox` is unknown outside of it.
    """

    id: str
    agency: AgencyCode
    mode: str
    steps: tuple[WritingStep, ...]
    stage: Stage = Stage.DRAFTED
    versions: int = 1
    confirmed_by: str | None = None
    evidence: str | None = None
    code: str | None = None
    sandbox: bool = False

    @property
    def officer(self) -> str:
        """Who wrote it down first."""
        return self.steps[0].officer

    def read_back(self, at: datetime, officer: str) -> "Declaration":
        """The citizen heard or read this version. Raises RuleError(draft_closed)."""
        self._check_open()
        return self._stepped("read_back", at, officer, stage=Stage.READ_BACK)

    def corrected(self, at: datetime, officer: str) -> "Declaration":
        """A new version takes the place of this one. Raises RuleError(draft_closed)."""
        self._check_open()
        return self._stepped("corrected", at, officer, stage=Stage.DRAFTED, versions=self.versions + 1)

    def confirmed(self, at: datetime, officer: str, by: str, evidence: str | None) -> "Declaration":
        """The citizen signed or set a fingerprint. Raises RuleError(draft_closed | draft_not_read_back)."""
        self._check_open()
        if self.stage is not Stage.READ_BACK:
            raise RuleError("draft_not_read_back", stage=self.stage.value)
        return self._stepped("confirmed", at, officer, stage=Stage.CONFIRMED, confirmed_by=by, evidence=evidence)

    def check_confirmed(self) -> None:
        """Raises RuleError(draft_not_confirmed): without the citizen's hand it stays a draft."""
        if self.stage not in {Stage.CONFIRMED, Stage.FILED}:
            raise RuleError("draft_not_confirmed", stage=self.stage.value)

    def filed(self, at: datetime, officer: str, code: str) -> "Declaration":
        """Filing it again changes nothing. Raises RuleError(draft_not_confirmed)."""
        self.check_confirmed()
        if self.stage is Stage.FILED:
            return self
        return self._stepped("filed", at, officer, stage=Stage.FILED, code=code)

    def _check_open(self) -> None:
        if self.stage in {Stage.CONFIRMED, Stage.FILED}:
            raise RuleError("draft_closed", stage=self.stage.value)

    def _stepped(self, what: str, at: datetime, officer: str, **changes: Any) -> "Declaration":
        """Business time never runs backwards within a draft."""
        after = replace(self, **changes)
        step = WritingStep(what, max(at, self.steps[-1].at), officer, after.versions)
        return replace(after, steps=(*self.steps, step))
