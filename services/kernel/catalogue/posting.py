"""What many desks do not post, looked up once for all that are alike."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from services.kernel.agency_code import AgencyCode, ancestors_of, is_within, province_of
from services.kernel.catalogue.catalogue import Catalogue

__all__ = ["unposted_by"]

Unposted = Mapping[str, tuple[str, ...]]
"""References of procedures by place; a place where everything is posted is not in it."""


def unposted_by(catalogue: Catalogue, desks: Iterable[AgencyCode], day: date) -> Iterator[tuple[AgencyCode, Unposted]]:
    """Yield the desks that receive on the day what they do not post.

    Desks that receive the same, in the same local variants, under the same publications, post the same.
    """
    alike: dict[tuple[object, ...], Unposted] = {}
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
