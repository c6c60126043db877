"""What desks do not publish: hotline, mailbox for feedback, and procedures they receive (article 002)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.kernel.agency_code import AgencyCode, ancestors_of, is_within, province_of
from services.kernel.catalogue import Catalogue
from services.stats.domain.desks import desks_in
from services.stats.domain.rates import Rate

__all__ = ["Gaps", "gaps_at"]

HOTLINE: Final = "hotline"
MAILBOX: Final = "mailbox"


@dataclass(frozen=True, slots=True)
class Gaps:
    """Of the desks asked about: `contacts` names what each lacks, `unposted` the procedures by place; none, no row."""

    desks: int
    contacts: Mapping[str, tuple[str, ...]]
    unposted: Mapping[str, Mapping[str, tuple[str, ...]]]

    @property
    def agencies(self) -> list[str]:
        """Return the desks that lack anything."""
        return sorted({*self.contacts, *self.unposted})

    def published(self, contact: str) -> Rate:
        lacking = sum(contact in missing for missing in self.contacts.values())
        return Rate(self.desks - lacking, self.desks, label=f"with {contact} / desks")


def gaps_at(catalogue: Catalogue, agencies: Collection[str] | None, day: date) -> Gaps:
    """At these agencies and below; None is everywhere."""
    desks = desks_in(catalogue, agencies, day, day)
    known = set(desks)
    contacts: dict[str, tuple[str, ...]] = {
        gap.agency: gap.missing for gap in catalogue.publication_gaps() if gap.agency in known
    }
    return Gaps(len(desks), contacts, dict(_unposted(catalogue, desks, day)))


def _unposted(
    catalogue: Catalogue, desks: Collection[AgencyCode], day: date
) -> Iterator[tuple[str, Mapping[str, tuple[str, ...]]]]:
    """Desks that receive the same, in the same variants, under the same publications, post the same."""
    alike: dict[tuple[object, ...], dict[str, tuple[str, ...]]] = {}
    for desk in desks:
        key = _likeness(catalogue, desk, day)
        if key not in alike:
            found = {place: catalogue.unpublished(desk, day, place) for place in catalogue.words.places}
            alike[key] = {place: tuple(each.ref for each in missing) for place, missing in found.items() if missing}
        if alike[key]:
            yield desk, alike[key]


def _likeness(catalogue: Catalogue, desk: AgencyCode, day: date) -> tuple[object, ...]:
    agency = catalogue.agency(desk)
    shown = tuple(
        number
        for number, each in enumerate(catalogue.publications)
        if each.validity.covers(day) and any(is_within(desk, code) for code in each.agencies)
    )
    above = tuple(ancestors_of(desk))
    variants = tuple(
        (reference, next((code for code in above if code in variants), None))
        for reference, variants in catalogue.local.items()
    )
    return province_of(desk), agency.tier, agency.kind, shown, variants
