"""What may go wrong at a request to the store, and at a provider."""

from dataclasses import dataclass
from enum import Enum, auto


class Fault(Enum):
    """What happens at one request to the store."""

    KILLED_BEFORE = auto()
    KILLED_AFTER = auto()
    KILLED_HALFWAY = auto()
    NOT_DONE = auto()
    HALF_DONE = auto()
    ANSWER_LOST = auto()
    OVERTAKEN = auto()
    LATE = auto()


class Answers(Enum):
    """What the provider does with a message."""

    TAKES = auto()
    TAKES_IN_TWO = auto()
    TAKES_WITHOUT_RECEIPTS = auto()
    REFUSES = auto()
    IS_BUSY = auto()
    THROTTLES = auto()
    TAKES_SILENTLY = auto()
    LOSES_IT = auto()
    CRASHES_WITH_IT = auto()


class Meanwhile(Enum):
    """What happens before its answer arrives."""

    NOTHING = auto()
    RECEIPT = auto()
    OTHER_WORKS = auto()
    LEASE_ENDS = auto()
    KILLED = auto()


@dataclass(frozen=True)
class Reply:
    answers: Answers = Answers.TAKES
    meanwhile: Meanwhile = Meanwhile.NOTHING


class Killed(BaseException):
    """The process ended here."""


@dataclass
class Trouble:
    """`fault` strikes once, at the request with this number."""

    fault: Fault
    at_request: int
