"""What the judge says."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Finding", "Kind"]


class Kind(StrEnum):
    """What is not as it must be."""

    JOURNEY = "journey"
    STATUS = "status"
    SMS = "sms"
    REPORT = "report"
    DEAD_LETTER = "dead letter"
    COUNTER = "counter"
    COUNT = "count"
    LAG = "lag"


@dataclass(frozen=True, slots=True)
class Finding:
    """`subject` is a dossier code, a service, or a counter; never personal data."""

    kind: Kind
    subject: str
    detail: str
