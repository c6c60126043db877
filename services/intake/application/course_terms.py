"""The rule pack as the domain's rules of a course."""

from services.intake.domain.course_rules import CourseRules
from services.kernel.catalogue import RulePack
from services.kernel.status import Status

__all__ = ["course_of"]


def course_of(pack: RulePack) -> CourseRules:
    return CourseRules(
        most_requests=pack.supplement.most_requests,
        reply_days=pack.supplement.reply_days,
        most_apologies=pack.apology.most,
        apology_days_before=pack.apology.days_before,
        warning=pack.warning,
        permissions={command: frozenset(roles) for command, roles in pack.permissions.items()},
        substates={key: Status(substate.status) for key, substate in pack.substates.items()},
        refusal_reasons=frozenset(pack.refusal_reasons),
        apology_reasons=frozenset(pack.apology_reasons),
        pausing=frozenset(key for key, substate in pack.substates.items() if substate.pauses),
        stop_fees={key: reason.fees for key, reason in pack.stop_reasons.items()},
    )
