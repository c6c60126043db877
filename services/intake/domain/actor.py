"""Who gives a command: a citizen, an officer, an agency's software, or intake itself."""

from dataclasses import dataclass
from typing import Final, Literal

__all__ = ["SOFTWARE", "SYSTEM", "Actor", "ActorKind", "actor_text"]

ActorKind = Literal["applicant", "officer", "software", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """`role` is one of the rule pack's permissions; `id` names an account or credential, never a person."""

    kind: ActorKind
    role: str
    id: str = ""


SYSTEM: Final = Actor("system", "system", "intake")
"""Intake itself: what time or another service's event brings about."""

SOFTWARE: Final = Actor("software", "software")
"""Software of the receiving agency; which credential it was is known at the edge."""


def actor_text(actor: Actor) -> str:
    """Return who it was as events tell it: an officer by account, of anybody else only what they are."""
    return f"officer:{actor.id}" if actor.kind == "officer" and actor.id else actor.kind
