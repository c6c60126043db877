"""Whose applicant a dossier has: a child that a route filed keeps no personal data, its parent has them."""

from collections.abc import Iterable

from services.intake.application.dossiers.ports import Dossiers, Kept

__all__ = ["holders_of"]


async def holders_of(dossiers: Dossiers, found: Iterable[Kept]) -> dict[str, Kept]:
    """By code: the parent of such a child, any other dossier itself. For callers that may see them all.

    Parents are read in one request, and only if there are children. Raises TransientError.
    """
    kept = {each.dossier.code: each for each in found}
    wanted = {code: parent for code, each in kept.items() if (parent := _parent(each)) is not None}
    parents = await dossiers.load_many(set(wanted.values())) if wanted else {}
    return {code: parents.get(wanted.get(code, ""), each) for code, each in kept.items()}


def _parent(kept: Kept) -> str | None:
    filing = kept.dossier.filing
    return filing.parent if kept.applicant is None and filing.parent_leg is not None else None
