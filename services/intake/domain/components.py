"""What a dossier is made of: papers and files, and what stands in for a paper nobody needs to hand in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from services.intake.domain.errors import RuleError
from services.kernel.catalogue import ComponentRule

__all__ = ["Component", "ComponentForm", "check_known", "missing"]


class ComponentForm(IntEnum):
    """The national codes of how a component is handed in; a certified electronic copy is electronic."""

    ORIGINAL = 0
    COPY = 1
    ELECTRONIC = 2


@dataclass(frozen=True, slots=True)
class Component:
    """One paper or file, by the key that the procedure gives it.

    `file` is the SHA-256 of a kept file. `source` names the data source that was asked: it answered when `waived`, it
    could not be reached when `fell_back`, and then the paper was taken. `reused` is the reference of an archived
    result that stands for the paper. `reason` is why an officer did without it.
    """

    key: str
    form: ComponentForm = ComponentForm.ORIGINAL
    copies: int = 1
    digitised: bool = False
    file: str | None = None
    source: str | None = None
    waived: bool = False
    fell_back: bool = False
    reused: str | None = None
    reason: str | None = None

    @property
    def is_unneeded(self) -> bool:
        """Nobody may ask for the paper any more."""
        return self.waived or self.reused is not None


def check_known(components: Iterable[Component], rules: Sequence[ComponentRule]) -> None:
    """Raises RuleError(component_unknown | component_repeated); a procedure that declares none takes any."""
    keys = [component.key for component in components]
    if len(set(keys)) < len(keys):
        raise RuleError("component_repeated")
    known = {rule.key for rule in rules}
    for key in keys if known else ():
        if key not in known:
            raise RuleError("component_unknown", component=key)


def missing(components: Iterable[Component], rules: Iterable[ComponentRule]) -> tuple[str, ...]:
    """The keys of required components that were neither handed in as asked nor made unnecessary."""
    given = {component.key: component for component in components}
    return tuple(rule.key for rule in rules if rule.required and not _meets(given.get(rule.key), rule))


def _meets(component: Component | None, rule: ComponentRule) -> bool:
    """A file will do unless only paper does; a copy will not where the original is asked for."""
    if component is None:
        return False
    if component.is_unneeded:
        return True
    if component.form is ComponentForm.ELECTRONIC:
        return not rule.paper
    return component.form is ComponentForm.ORIGINAL or (rule.original == 0 and component.copies >= rule.copies)
