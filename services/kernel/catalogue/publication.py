"""Where procedures are posted: which an agency shows at its desk or on its website, and which it does not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.kernel.agency_code import AgencyCode, is_within
from services.kernel.catalogue.agency import Agency
from services.kernel.catalogue.period import Period
from services.kernel.catalogue.procedure import Procedure

__all__ = ["ContactGap", "Publication", "contact_gaps", "unpublished"]


@dataclass(frozen=True, slots=True)
class Publication:
    """Holds at its agencies and all below them by code; no fields and no procedures means all of them."""

    agencies: tuple[AgencyCode, ...]
    places: frozenset[str]
    validity: Period
    fields: frozenset[str] = frozenset()
    procedures: frozenset[str] = frozenset()

    def shows(self, procedure: Procedure) -> bool:
        if not self.fields and not self.procedures:
            return True
        return procedure.field in self.fields or procedure.code in self.procedures


@dataclass(frozen=True, slots=True)
class ContactGap:
    """What an agency with a desk owes the public: `missing` is among hotline and mailbox."""

    agency: AgencyCode
    name: str
    missing: tuple[str, ...]


def unpublished(
    procedures: Iterable[Procedure], agency: Agency, day: date, place: str, publications: Iterable[Publication]
) -> tuple[Procedure, ...]:
    """Of `procedures`, those the agency receives on `day` but does not show at `place`."""
    shown = [
        each
        for each in publications
        if place in each.places
        and each.validity.covers(day)
        and any(is_within(agency.code, code) for code in each.agencies)
    ]
    received = (each for each in procedures if each.validity.covers(day) and each.profile.reception.covers(agency))
    return tuple(each for each in received if not any(publication.shows(each) for publication in shown))


def contact_gaps(agencies: Iterable[Agency]) -> tuple[ContactGap, ...]:
    """Agencies with a desk that publish no hotline or no feedback mailbox."""
    found = ((agency, _missing(agency)) for agency in agencies if "desk" in agency.roles)
    return tuple(ContactGap(agency.code, agency.name, missing) for agency, missing in found if missing)


def _missing(agency: Agency) -> tuple[str, ...]:
    contacts = {"hotline": agency.hotline, "mailbox": agency.mailbox}
    return tuple(name for name, value in contacts.items() if not value)
