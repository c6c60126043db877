"""How a kind of message may bother people."""

from dataclasses import dataclass
from typing import Final

__all__ = ["SERVICE_MESSAGE", "Manner"]


@dataclass(frozen=True, slots=True)
class Manner:
    """`urgent`: at any hour. `mandatory`: the law wants it sent, so nobody opts out of it and no number a day holds it.

    `working_days`: not on days off. `advertising`: under the rules of advertising, and only to who asked for it.
    `bulk`: after all messages that are not, however many there are.
    """

    urgent: bool = False
    mandatory: bool = False
    working_days: bool = False
    advertising: bool = False
    bulk: bool = False


SERVICE_MESSAGE: Final = Manner()
