"""What the file of a dossier holds, in numbers that statistics count by."""

from dataclasses import dataclass
from typing import Literal

from services.intake.domain.components import Component
from services.intake.domain.dossier import Dossier

__all__ = ["Holdings", "Lacking", "holdings"]

Lacking = Literal["applicant", "contact", "components"]


@dataclass(frozen=True, slots=True)
class Holdings:
    """`waived` components need no paper since a data source answered, `reused` ones are others: none is both.

    `lacks` names what was never entered.
    """

    components: int
    waived: int
    reused: int
    lacks: tuple[Lacking, ...]


def holdings(dossier: Dossier) -> Holdings:
    """Return what it holds now; personal data that was erased later was entered all the same."""
    listed = dossier.filing.components or ()
    return Holdings(
        components=len(listed),
        waived=sum(1 for component in listed if _answered(component)),
        reused=sum(1 for component in listed if component.reused is not None and not _answered(component)),
        lacks=_lacks(dossier),
    )


def _answered(component: Component) -> bool:
    """A data source did; what an officer did without, for a reason, was asked for and is missing."""
    return component.waived and component.reason is None


def _lacks(dossier: Dossier) -> tuple[Lacking, ...]:
    filing = dossier.filing
    entered: tuple[tuple[Lacking, bool], ...] = (
        ("applicant", filing.applicant_kind is not None),
        ("contact", dossier.contact_seq > 0),
        ("components", filing.components is not None),
    )
    return tuple(what for what, there in entered if not there)
