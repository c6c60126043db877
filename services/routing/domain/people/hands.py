"""In whose hands an attempt at a leg is, and who signed its result. Officers are account ids, never names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

__all__ = ["NOBODY", "Hands", "Signature", "SignedBy"]


@dataclass(frozen=True, slots=True)
class SignedBy:
    """What a report says of the signature: `at` None is the report's own time, `scope` facts of the paper."""

    officer: str
    on_behalf_of: str | None = None
    at: datetime | None = None
    scope: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Signature:
    """As the register allowed it at the time of signing; `prefix` stands before the signature, such as TUQ."""

    signer: str
    role: str
    on_behalf_of: str | None
    prefix: str
    document_number: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Hands:
    """`officer` handles, `signer` is to sign, for the role `on_behalf_of` (None: in own right).

    `named` is set once a supervisor chose the officer; `late_cause` why nobody could sign in time.
    """

    officer: str | None = None
    named: bool = False
    signer: str | None = None
    on_behalf_of: str | None = None
    signature: Signature | None = None
    late_cause: str | None = None


NOBODY = Hands()
