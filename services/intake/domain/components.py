"""What a dossier is made of: papers and files, and what stands in for a paper nobody needs to hand in."""

from dataclasses import dataclass
from enum import IntEnum

__all__ = ["Component", "ComponentForm"]


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
    result that stands for the paper.
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
