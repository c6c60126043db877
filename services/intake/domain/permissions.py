"""Who may give which command: roles by command are data of the rule pack."""

from typing import Final

from services.intake.domain.actor import Actor
from services.intake.domain.course_rules import CourseRules
from services.intake.domain.errors import RuleError

__all__ = ["check_permitted"]

_NO_OFFICERS: Final = frozenset({"applicant", "system"})


def check_permitted(actor: Actor, permission: str, course: CourseRules) -> None:
    """Raises RuleError(actor_not_permitted).

    Software of the agency stands for all its officers, who use it; intake itself does only what events and time bring.
    """
    roles = course.permissions.get(permission, frozenset())
    if actor.kind == "system":
        return
    if not (roles - _NO_OFFICERS if actor.kind == "software" else actor.role in roles):
        raise RuleError("actor_not_permitted", command=permission, role=actor.role)
