"""The parts of a rule pack: limits of supplement and apology, fee reductions, sub-states, files."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from services.kernel.catalogue.period import ALWAYS, Period

__all__ = [
    "AdvertisingRules",
    "ApologyRules",
    "EscalationStep",
    "EscalationTarget",
    "ExchangeRules",
    "FeeExemption",
    "FeeReduction",
    "FileLimits",
    "Label",
    "NoticeRules",
    "PetitionRules",
    "PrivacyRules",
    "StopReason",
    "SubState",
    "SupplementRules",
    "SurveyRules",
]


@dataclass(frozen=True, slots=True)
class Label:
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class SupplementRules:
    """`most_requests` beyond which a further request is a violation; `reply_days` are working days to answer one."""

    most_requests: int
    reply_days: int


@dataclass(frozen=True, slots=True)
class ApologyRules:
    """How often a dossier may be rescheduled, and how many days before its expiry; 0 is by the due date itself."""

    most: int
    days_before: int


class EscalationTarget(StrEnum):
    """Who is told: the agency that has the leg, the one above it, or whoever has the role `monitoring` for it."""

    AGENCY = "agency"
    PARENT_AGENCY = "parent_agency"
    MONITORING_DESK = "monitoring_desk"


@dataclass(frozen=True, slots=True)
class EscalationStep:
    """`hours` of working time after the due time of a leg."""

    hours: int
    to: EscalationTarget


@dataclass(frozen=True, slots=True)
class ExchangeRules:
    """`acknowledge_hours` are working hours within which an agency takes over what another sent; 0 is no limit."""

    acknowledge_hours: int


@dataclass(frozen=True, slots=True)
class PetitionRules:
    """Working days from receipt to refuse, to ask for more, to answer; from the answer to publish it."""

    refuse_days: int
    ask_days: int
    answer_days: int
    publish_days: int


@dataclass(frozen=True, slots=True)
class PrivacyRules:
    """`answer_days` are working days to answer a request of whoever the data is about.

    Public statistics show no count from 1 up to below `least_shown`.
    """

    answer_days: int
    least_shown: int


@dataclass(frozen=True, slots=True)
class FeeReduction:
    """`percent` off for whom and by which channel it names (None is any), on the days it is valid."""

    percent: int
    cites: str
    applicant_kind: str | None = None
    channel: str | None = None
    validity: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class FeeExemption:
    """`percent` off for an applicant who shows that `kind` is theirs, such as a poor household."""

    kind: str
    label: Label
    percent: int
    validity: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class SubState:
    """A finer local state of a dossier; many map to one national status code. In one that `pauses` no clock runs."""

    label_vi: str
    label_en: str
    status: int
    pauses: bool = False


@dataclass(frozen=True, slots=True)
class StopReason:
    """Why handling may be stopped; `fees` is what happens to those already paid: refund, kept or none."""

    vi: str
    en: str
    fees: str


@dataclass(frozen=True, slots=True)
class FileLimits:
    """`bytes` is the most that one file may hold."""

    bytes: int
    media_types: frozenset[str]


@dataclass(frozen=True, slots=True)
class SurveyRules:
    """The scale of a survey's answers, both ends included."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class NoticeRules:
    """When citizens are not to be disturbed, in the time of Viet Nam: from `quiet_from` up to `quiet_to`.

    What was held back is sent within `spread_minutes` after it. `most_a_day` is what one recipient gets in a day of
    notices that are not mandatory; 0 is no limit.
    """

    quiet_from: time
    quiet_to: time
    spread_minutes: int
    most_a_day: int


@dataclass(frozen=True, slots=True)
class AdvertisingRules:
    """What of advertising the law allows: begun by `label`, between two times of day, `most` in `hours`."""

    label: str
    opens: time
    closes: time
    most: int
    hours: int
