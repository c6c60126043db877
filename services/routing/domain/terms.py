"""What the rule pack of a dossier's reception day says about its route."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

__all__ = ["RouteTerms", "terms_from_state", "terms_state"]


@dataclass(frozen=True, slots=True)
class RouteTerms:
    """`acknowledge_minutes` is the working time to take over what another agency sent; None is no limit."""

    acknowledge_minutes: int | None = None


def terms_state(terms: RouteTerms) -> dict[str, Any]:
    return asdict(terms)


def terms_from_state(state: Mapping[str, Any] | None) -> RouteTerms:
    """A route of a version before has none."""
    return RouteTerms(**(state or {}))
