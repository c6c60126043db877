"""What is claimed for a filing, and what the service models grant of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue.procedure import Procedure

__all__ = ["Claim", "Granted", "Refusal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A filing as the desk or a report tells it. `procedure` is as it holds at `agency`.

    `ticket_before_close` is known from a queue ticket issued before closing; an attribute `ticket` may say the same.
    `confirmed_by` is signature or fingerprint of a declarant to whom a typed declaration was read back.
    """

    agency: AgencyCode
    procedure: Procedure
    received_at: datetime
    channel: str = "direct"
    tags: frozenset[str] = frozenset()
    attributes: Mapping[str, str] = field(default_factory=dict)
    ticket_before_close: bool = False
    confirmed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """`next_window` is when the field is next served out of hours (UTC); None when no rule serves it."""

    reason: Literal["paper_refused", "field_not_served"]
    next_window: datetime | None = None


@dataclass(frozen=True, slots=True)
class Granted:
    """`dropped` gives the reason per claimed tag that does not hold; the dossier goes on as an ordinary one.

    `rules` are the keys of the calendar rules behind the granted tags, `plans` the numbers of their plans.
    """

    tags: frozenset[str]
    dropped: Mapping[str, str] = field(default_factory=dict)
    refuse: Refusal | None = None
    plans: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
