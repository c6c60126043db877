"""Query parameters that say which dossiers are counted."""

from collections.abc import Callable

from fastapi import Request

from services.stats.domain.filters import Filters
from services.stats.entrypoints.http.parameters import Values, any_of, attributes_of

__all__ = ["filters_from"]


def filters_from(attributes: frozenset[str]) -> Callable[..., Filters]:
    """Return a dependency; `attributes` are the declared dimensions, asked for as `attribute.<name>`."""

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
            procedures=any_of(procedure),
            fields=any_of(field),
            tiers=any_of(tier),
            channels=any_of(channel),
            tags=any_of(tag),
            tagged=tagged,
            assisted=assisted,
            attributes=attributes_of(request, attributes),
        )

    return read_filters
