"""Local sub-states: finer words of a province for a national status, many to one (domain §5)."""

from services.intake.domain.commands import SetSubstate
from services.intake.domain.draft import Draft
from services.intake.domain.errors import RuleError
from services.intake.domain.facts import SubstateSet

__all__ = ["set_substate"]


def set_substate(draft: Draft, command: SetSubstate) -> None:
    """The status stays; a sub-state of another status is refused, and one that is set already changes nothing.

    Raises RuleError(substate_unknown | substate_of_another_status).
    """
    here = draft.dossier
    if command.key == here.substate:
        return
    if command.key is not None:
        status = draft.course.substates.get(command.key)
        if status is None:
            raise RuleError("substate_unknown", substate=command.key)
        if status is not here.status:
            raise RuleError("substate_of_another_status", substate=command.key, belongs_to=int(status))
    draft.stand_in(command.key)
    draft.note("substate_set" if command.key else "substate_left", command.key)
    draft.publish(SubstateSet())
