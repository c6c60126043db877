"""Events of the machinery itself, on any ordered topic."""

from services.contracts.events.payload import Payload, Token


class EventDiscarded(Payload):
    """Stands in for a dead letter that an operator gave up: consumers move their guard on and change nothing else."""

    reason: Token
    letter: Token


class ReplayFinished(Payload):
    """Tells one consumer that every letter of an aggregate was republished; it lifts the block if none came since."""

    aggregate: Token
    letters: int
