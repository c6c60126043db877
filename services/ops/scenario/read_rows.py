"""Reads the rows of a scenario's table: what is asked, what the article prints."""

from collections.abc import Iterator
from typing import Final

from services.kernel.catalogue.section import Section
from services.ops.scenario.model import Question, Row
from services.ops.scenario.names import Names
from services.stats.domain.rates import Rounding

__all__ = ["read_rows"]

_KINDS: Final = ("count", "ratio", "sum", "distinct", "quotient", "complement", "difference", "golden_only")
_COMPARATORS: Final = ("over", "nearly", "at_least")
_PLACES: Final = 2


def read_rows(root: Section, names: Names, variants: tuple[str, ...]) -> Iterator[Row]:
    for section in root.sections("expect"):
        places = section.maybe_number("places")
        yield Row(
            id=section.text("id"),
            question=_question(section, names),
            what=section.text("what"),
            equals=section.maybe_text("equals"),
            printed=section.maybe_text("printed"),
            golden=section.maybe_text("golden"),
            comparator=section.choice("comparator", _COMPARATORS) if section.has("comparator") else None,
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
    if kind == "count":
        return Question(kind, names.filter(section, kind))
    if kind in {"golden_only", "complement"}:
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
    )
    inner.report_unknown_keys()
    return question
