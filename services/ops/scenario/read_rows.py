"""Reads the rows of a scenario's table: what is asked, what the article prints."""

from collections.abc import Iterator
from typing import Final

from services.kernel.catalogue.section import Section
from services.ops.scenario.model import Question, Row
from services.ops.scenario.names import Names
from services.stats.adapters.reconcile.read_tolerances import read_tolerances
from services.stats.domain.rates import Comparator, Rounding

__all__ = ["read_rows"]

_FILTERED: Final = ("count", "models", "window_minutes")
_NAMED: Final = ("golden_only", "complement", "form06", "interlinked")
_NESTED: Final = ("ratio", "sum", "distinct", "quotient", "difference", "services_ratio", "used_ratio", "desk")
_KINDS: Final = (*_FILTERED, *_NESTED, *_NAMED)
_PLACES: Final = 2


def read_rows(root: Section, names: Names, variants: tuple[str, ...]) -> Iterator[Row]:
    tolerances = read_tolerances(root)
    for section in root.sections("expect"):
        places = section.maybe_number("places")
        yield Row(
            id=section.text("id"),
            question=_question(section, names),
            what=section.text("what"),
            equals=section.maybe_text("equals"),
            printed=section.maybe_text("printed"),
            golden=section.maybe_text("golden"),
            comparator=section.word("comparator", Comparator, Comparator.OVER) if section.has("comparator") else None,
            tolerances=tolerances,
            places=_PLACES if places is None else places,
            rounding=section.word("rounding", Rounding, Rounding.HALF_UP),
            variant=section.choice("variant", variants) if section.has("variant") else None,
        )
        section.marked("invented")
        section.report_unknown_keys()


def _question(section: Section, names: Names) -> Question:
    kind = next((kind for kind in _KINDS if section.has(kind)), None)
    if kind is None:
        section.fail("id", "the row asks nothing", f"add one of {', '.join(_KINDS)}")
        return Question("golden_only")
    if kind in _FILTERED:
        return Question(kind, names.filter(section, kind))
    if kind in _NAMED:
        return Question(kind, name=section.text(kind))
    inner = section.section(kind)
    return Question(kind) if inner is None else _nested(kind, inner, names)


def _nested(kind: str, inner: Section, names: Names) -> Question:
    question = Question(
        kind,
        where=names.filter(inner, "where"),
        of=names.filter(inner, "of"),
        name=inner.maybe_text("name") or "",
        less=inner.maybe_text("less") or "",
        column=inner.maybe_text("column") or "",
    )
    inner.report_unknown_keys()
    return question
