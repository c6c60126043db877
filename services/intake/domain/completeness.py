"""Whether a dossier holds what its case asks for when it is received."""

from dataclasses import replace

from services.intake.domain.components import Component, missing
from services.intake.domain.draft import Draft
from services.intake.domain.errors import RuleError

__all__ = ["check_askable", "check_complete"]


def check_complete(draft: Draft, waiver: str | None) -> None:
    """Raises RuleError(components_missing), unless an officer does without them and says why.

    A filing that listed nothing is taken as complete; so is what came as a supplement.
    """
    filing = draft.dossier.filing
    if filing.components is None or _supplied_unnamed(draft):
        return
    rules = draft.rules.component_rules(filing)
    lacking = tuple(key for key in missing(filing.components, rules) if key not in _supplied(draft))
    if not lacking:
        return
    if waiver is None:
        raise RuleError("components_missing", components=list(lacking), named=", ".join(lacking))
    without = tuple(Component(key, copies=0, waived=True, reason=waiver) for key in lacking)
    kept = tuple(component for component in filing.components if component.key not in lacking)
    draft.change(filing=replace(filing, components=(*kept, *without)))


def check_askable(draft: Draft, keys: tuple[str, ...]) -> None:
    """Raises RuleError(component_waived): a data source or an archived result has answered for the paper."""
    unneeded = {each.key for each in draft.dossier.filing.components or () if each.is_unneeded and each.reason is None}
    for key in keys:
        if key in unneeded:
            raise RuleError("component_waived", component=key)


def _supplied(draft: Draft) -> frozenset[str]:
    """What was asked for before reception and came."""
    supplements = draft.dossier.supplements
    return frozenset(key for record in supplements for key in record.components if key not in record.missing)


def _supplied_unnamed(draft: Draft) -> bool:
    """Whether papers were asked for without naming them, and came: nobody can tell which they were."""
    return any(record.settled_at is not None and not record.components for record in draft.dossier.supplements)
