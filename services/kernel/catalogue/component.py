"""What a dossier must hold: the papers of a procedure, by case."""

from dataclasses import dataclass

__all__ = ["DEFAULT_CASE", "Case", "ComponentRule"]

DEFAULT_CASE = "default"


@dataclass(frozen=True, slots=True)
class ComponentRule:
    """`original` and `copies` are how many of each are asked for, on paper or as files.

    `form` is the number of a printed form to fill in. `source` is the data source whose answer makes the component
    unnecessary; `reusable` that a stored result may stand for it; `paper` that only paper will do.
    """

    key: str
    name_vi: str
    name_en: str
    original: int = 0
    copies: int = 0
    form: str | None = None
    required: bool = True
    source: str | None = None
    reusable: bool = False
    paper: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """Such as registering for oneself or by a delegate; most procedures have the default case only."""

    key: str
    label_vi: str
    label_en: str
    components: tuple[ComponentRule, ...]

    def component(self, key: str) -> ComponentRule | None:
        return next((each for each in self.components if each.key == key), None)
