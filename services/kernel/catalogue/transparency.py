"""The three things every citizen may know beforehand: components, time, fee."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.kernel.catalogue.component import Case
from services.kernel.catalogue.procedure import FeeLine, Procedure

__all__ = ["Transparency", "transparency_of"]


@dataclass(frozen=True, slots=True)
class Transparency:
    """`limit_hours` are working hours, None is the same day; no fee lines mean free of charge.

    `missing` names what the catalogue does not say: an empty list of components is a gap, not an answer.
    """

    cases: Mapping[str, Case]
    limit_hours: int | None
    fees: tuple[FeeLine, ...]
    missing: tuple[str, ...]


def transparency_of(procedure: Procedure, day: date) -> Transparency:
    """`procedure` as it holds at the agency asked."""
    missing = () if procedure.cases else ("components",)
    return Transparency(procedure.cases, procedure.limit_hours, procedure.fees_on(day), missing)
