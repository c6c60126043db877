"""Where something happened, as every event of the desk says it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.intake.application.refusals import as_permanent
from services.intake.application.terms import Terms
from services.kernel.agency_code import AgencyCode, province_of
from services.kernel.times import local_day
from services.runtime.failures import PermanentError

__all__ = ["Places", "day_text"]


def day_text(moment: datetime) -> str:
    """The day of an instant in Viet Nam as it stands in ids: YYMMDD."""
    return local_day(moment).strftime("%y%m%d")


@dataclass(frozen=True, slots=True)
class Places:
    """Agencies and fields, checked against the catalogue."""

    terms: Terms

    def of(self, record: str, agency: AgencyCode, field: str | None, at: datetime, *, backfill: bool) -> dict[str, Any]:
        """What every event carries."""
        return {
            "record": record,
            "agency": agency,
            "province": province_of(agency),
            "tier": self.terms.tier(agency),
            "field": field,
            "occurred_at": at,
            "backfill": backfill,
        }

    def check(self, agency: AgencyCode, field: str | None) -> None:
        """Raises PermanentError(agency_unknown | field_unknown)."""
        with as_permanent():
            self.terms.catalogue.agency(agency)
        if field is not None and field not in self.terms.catalogue.words.fields:
            raise PermanentError("field_unknown", field=field)

    def check_queue(self, agency: AgencyCode, field: str) -> None:
        """Whether the desk has a queue for the field; one that names no fields has one for each.

        Raises PermanentError(agency_unknown | field_unknown).
        """
        self.check(agency, field)
        served = self.terms.catalogue.agency(agency).ticket_fields
        if served and field not in served:
            raise PermanentError("field_unknown", field=field, known=list(served))

    def describe(self, agency: AgencyCode, field: str | None) -> dict[str, Any]:
        """Names for people, beside the codes."""
        label = self.terms.catalogue.words.fields.get(field, field) if field else None
        return {"agency": agency, "agency_name": self.terms.agency_name(agency), "field": field, "field_name": label}
