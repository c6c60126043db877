"""Legs that are dossiers of their own must be of procedures that can be filed as such."""

from collections.abc import Iterable, Mapping

from services.kernel.catalogue.procedure import Leg, Procedure
from services.kernel.catalogue.section import Section

__all__ = ["check_children"]


def check_children(section: Section, procedure: Procedure, by_code: Mapping[str, Iterable[Procedure]]) -> None:
    """`by_code` are the versions of every procedure."""
    for leg in procedure.legs:
        if leg.child is not None:
            _check_child(section, leg, tuple(by_code.get(leg.child, ())))


def _check_child(section: Section, leg: Leg, versions: tuple[Procedure, ...]) -> None:
    if not versions:
        section.fail("legs", f"leg {leg.id} has the unknown child {leg.child!r}", "name the code of a procedure")
    elif any(version.is_group for version in versions):
        section.fail("legs", f"the child {leg.child} of leg {leg.id} has children itself", "name one without")
    if leg.slip or leg.obligation or leg.steps:
        what = f"leg {leg.id} is a dossier of its own and has a slip, an obligation or steps"
        section.fail("legs", what, "declare them with the legs of the child's procedure")
