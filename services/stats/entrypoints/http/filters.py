"""Query parameters that say which dossiers are counted."""

from collections.abc import Callable

from fastapi import Request

from services.stats.domain.filters import Filters
from services.stats.domain.papers.known import Known
from services.stats.entrypoints.http.parameters import Values, attributes_of, known_of

__all__ = ["filters_from"]


def filters_from(known: Known, attributes: frozenset[str]) -> Callable[..., Filters]:
    """Return a dependency that raises Problem for what is not `known`.

    `attributes` are the declared dimensions, asked for as `attribute.<name>`.
    """

    def read_filters(
        request: Request,
        *,
        procedure: Values = None,
        field: Values = None,
        tier: Values = None,
        channel: Values = None,
        assisted: bool | None = None,
        tag: Values = None,
        tagged: bool | None = None,
    ) -> Filters:
        return Filters(
            procedures=known_of("procedure", procedure, known.procedures),
            fields=known_of("field", field, known.fields),
            tiers=known_of("tier", tier, known.tiers),
            channels=known_of("channel", channel, known.channels),
            tags=known_of("tag", tag, known.tags),
            tagged=tagged,
            assisted=assisted,
            attributes=attributes_of(request, attributes),
        )

    return read_filters
