"""What a dossier remembers of its course: requests, apology, stop notice, signatures, violations."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

__all__ = ["Apology", "ApologyVerdict", "SignatureRecord", "StopNotice", "SupplementRecord", "Violation"]

ApologyVerdict = Literal["in_time", "sent_late"]


@dataclass(frozen=True, slots=True)
class SupplementRecord:
    """One request: what was asked for, what of it is still missing, and until when it may come.

    An empty `components` asks for papers without naming them, so the first answer settles it.
    """

    asked_at: datetime
    components: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    reply_by: datetime | None = None
    settled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Apology:
    """`instead_of` is the due time that could not be kept; `times` counts how often a new date was given."""

    reason: str
    sent_at: datetime
    instead_of: datetime
    promised_at: datetime
    verdict: ApologyVerdict
    times: int = 1


@dataclass(frozen=True, slots=True)
class StopNotice:
    """`fees` is what happens to those already paid: refund, kept or none."""

    reason: str
    at: datetime
    fees: str


@dataclass(frozen=True, slots=True)
class SignatureRecord:
    """`signer` is an account's id; `prefix` such as TUQ. or KT. stands before the office signed for."""

    signer: str
    role: str
    on_behalf_of: str | None
    prefix: str
    document_number: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Violation:
    """Never taken back; `at` is when the rule was broken, not when somebody noticed."""

    kind: str
    at: datetime
