"""What the rule pack of a dossier says of its course, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.kernel.status import Status
from services.kernel.warning import WarningRule

__all__ = ["CourseRules"]


@dataclass(frozen=True, slots=True)
class CourseRules:
    """`reply_days` are working days, `apology_days_before` calendar days before the due day.

    `warning` is when its agency is warned of the due time. `permissions` are the roles that may give a command, by its
    name; `substates` the national status that a local one belongs to, `pausing` those in which no clock runs;
    `stop_fees` what happens to fees
    already paid (refund, kept, none), by the reason of a stop.
    """

    most_requests: int
    reply_days: int
    most_apologies: int
    apology_days_before: int
    warning: WarningRule
    permissions: Mapping[str, frozenset[str]]
    substates: Mapping[str, Status]
    refusal_reasons: frozenset[str]
    apology_reasons: frozenset[str]
    stop_fees: Mapping[str, str]
    pausing: frozenset[str] = frozenset()
