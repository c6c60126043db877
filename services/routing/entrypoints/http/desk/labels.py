"""How agencies, procedures and legs are called on the pages of the desk."""

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import SELF_ROLE, Catalogue, Procedure, UnknownAgency

__all__ = ["Labels"]

_DESK_ROLE = "desk"


class Labels:
    """What the catalogue does not know is called by its code."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def agency(self, code: AgencyCode) -> str:
        try:
            return self._catalogue.agency(code).name
        except UnknownAgency:
            return code

    def procedure(self, ref: str, language: str) -> str:
        procedure = self._catalogue.procedures.get(ref)
        if procedure is None:
            return ref
        return procedure.name_en if language == "en" else procedure.name_vi

    def leg(self, ref: str, leg_id: str, language: str) -> str:
        """As the catalogue calls the leg; one that it has no words for goes by its role."""
        procedure, words = self._catalogue.procedures.get(ref), self._catalogue.words
        if language == "en":
            return words.in_english("legs", leg_id).capitalize()
        known = words.legs.get(leg_id)
        return known or (leg_id if procedure is None else self._role(procedure, leg_id))

    def step(self, ref: str, leg_id: str, step_id: str, language: str) -> str:
        procedure = self._catalogue.procedures.get(ref)
        if language == "en" or procedure is None:
            return step_id.replace("_", " ").capitalize()
        declared = next((leg.steps for leg in procedure.legs if leg.id == leg_id), ())
        names = {step.id: step.name_vi for step in declared}
        return names.get(step_id) or self._catalogue.words.steps.get(step_id, step_id)

    def _role(self, procedure: Procedure, leg_id: str) -> str:
        role = next((leg.role for leg in procedure.legs if leg.id == leg_id), leg_id)
        return self._catalogue.words.roles.get(_DESK_ROLE if role == SELF_ROLE else role, role)
