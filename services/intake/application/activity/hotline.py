"""The component hotline: what to bring, by procedure and case, and who knows more."""

from datetime import datetime
from typing import Any

from services.intake.application.refusals import as_permanent
from services.intake.application.terms import Terms
from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Procedure
from services.kernel.catalogue.component import DEFAULT_CASE, Case, ComponentRule
from services.kernel.times import Clock, local_day
from services.runtime.failures import PermanentError

__all__ = ["Hotline"]


class Hotline:
    """Reads the catalogue as it holds at the agency that answers."""

    def __init__(self, terms: Terms, clock: Clock) -> None:
        self._terms = terms
        self._clock = clock

    def checklist(self, agency: AgencyCode, procedure: str, case: str | None = None) -> dict[str, Any]:
        """What to bring. Raises PermanentError(procedure_unknown | case_unknown | agency_unknown)."""
        found, chosen = self.case_of(agency, procedure, case, self._clock())
        return {
            "agency": agency,
            "procedure": found.ref,
            "procedure_name": found.name_vi,
            "field": found.field,
            "case": chosen.key,
            "case_name": chosen.label_vi,
            "cases": [
                {"case": each.key, "name": each.label_vi, "name_en": each.label_en} for each in found.cases.values()
            ],
            "components": [_component(each) for each in chosen.components],
            "transfer": self.transfer(agency, found.field),
        }

    def case_of(self, agency: AgencyCode, procedure: str, case: str | None, at: datetime) -> tuple[Procedure, Case]:
        """The procedure in force and its case; without one, the default case or the only one."""
        with as_permanent():
            self._terms.catalogue.agency(agency)
            found = self._terms.procedure(procedure, agency, local_day(at))
        if case is None and not found.cases:
            return found, Case(DEFAULT_CASE, "", "", ())
        only = next(iter(found.cases)) if len(found.cases) == 1 else DEFAULT_CASE
        chosen = found.cases.get(case or only)
        if chosen is None:
            raise PermanentError("case_unknown", case=case or only, known=sorted(found.cases))
        return found, chosen

    def transfer(self, agency: AgencyCode, field: str | None) -> dict[str, str | None]:
        """The extension of a field, and who answers when nobody there does."""
        with as_permanent():
            here = self._terms.catalogue.agency(agency)
        extension = here.extensions.get(field) if field else None
        return {"extension": extension, "fallback": here.fallback_extension}


def _component(rule: ComponentRule) -> dict[str, Any]:
    return {
        "component": rule.key,
        "name": rule.name_vi,
        "name_en": rule.name_en,
        "original": rule.original,
        "copies": rule.copies,
        "form": rule.form,
        "required": rule.required,
    }
