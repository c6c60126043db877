"""Reads the components of a procedure by case; a local list may only ask for less than the national one."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from services.kernel.catalogue.component import DEFAULT_CASE, Case, ComponentRule
from services.kernel.catalogue.section import Section
from services.kernel.catalogue.vocabulary import Vocabulary

__all__ = ["check_reduced", "read_cases", "reduced"]

_REMEDY = "a local list may only reduce the national one"


def read_cases(section: Section, words: Vocabulary) -> dict[str, Case]:
    cases: dict[str, Case] = {}
    for item in section.sections("cases"):
        case = _read_case(item, words)
        if case.key in cases:
            item.fail("key", f"case {case.key} is declared twice", "give each its own key")
        cases[case.key] = case
    if cases and DEFAULT_CASE not in cases:
        section.fail("cases", "no case is the default", f"give one the key {DEFAULT_CASE}")
    return cases


def check_reduced(section: Section, local: Mapping[str, Case], national: Mapping[str, Case]) -> None:
    for key, case in local.items():
        if key not in national:
            section.fail("cases", f"the local rule adds the case {key}", _REMEDY)
            continue
        for component in case.components:
            if what := _added(component, national[key].component(component.key)):
                section.fail("cases", f"the local rule {what} {component.key} in the case {key}", _REMEDY)


def reduced(section: Section, cases: Mapping[str, Case], words: Vocabulary) -> Mapping[str, Case]:
    """Without the components under `without`, and with those under `waived` replaceable by a data source."""
    dropped, waived = section.texts("without"), section.labels("waived")
    known = {component.key for case in cases.values() for component in case.components}
    for key in {*dropped, *waived} - known:
        section.fail("without" if key in dropped else "waived", f"no case asks for {key!r}", "correct the key")
    for source in set(waived.values()) - words.sources.keys():
        section.fail("waived", f"unknown source {source!r}", f"use one of: {', '.join(sorted(words.sources))}")
    if not dropped and not waived:
        return cases
    return {key: _without(case, dropped, waived) for key, case in cases.items()}


def _without(case: Case, dropped: Collection[str], waived: Mapping[str, str]) -> Case:
    kept = (component for component in case.components if component.key not in dropped)
    return replace(case, components=tuple(replace(each, source=waived.get(each.key, each.source)) for each in kept))


def _added(local: ComponentRule, national: ComponentRule | None) -> str | None:
    if national is None:
        return "adds"
    if local.original > national.original or local.copies > national.copies:
        return "asks for more of"
    if local.required and not national.required:
        return "requires"
    if (national.source and local.source != national.source) or (local.paper and not national.paper):
        return "asks for paper of"
    return None


def _read_case(section: Section, words: Vocabulary) -> Case:
    case = Case(
        key=section.text("key"),
        label_vi=section.text("label_vi"),
        label_en=section.text("label_en"),
        components=tuple(_read_component(item, words) for item in section.sections("components")),
    )
    section.marked("invented")
    section.marked("unverified")
    section.report_unknown_keys()
    _check_keys(section, case.components)
    return case


def _read_component(section: Section, words: Vocabulary) -> ComponentRule:
    component = ComponentRule(
        key=section.text("key"),
        name_vi=section.text("name_vi"),
        name_en=section.text("name_en"),
        original=section.maybe_number("original") or 0,
        copies=section.maybe_number("copies") or 0,
        form=section.maybe_text("form"),
        required=not section.flag("optional"),
        source=section.maybe_choice("source", words.sources),
        reusable=section.flag("reusable"),
        paper=section.flag("paper"),
    )
    section.report_unknown_keys()
    if not component.original + component.copies:
        section.fail("key", f"none of {component.key} is asked for", "write how many: original or copies")
    return component


def _check_keys(section: Section, components: Iterable[ComponentRule]) -> None:
    seen: set[str] = set()
    for component in components:
        if component.key in seen:
            section.fail("components", f"component {component.key} is listed twice", "keep one of them")
        seen.add(component.key)
    if not seen:
        section.fail("components", "the case has no components", "list what a dossier must hold")
