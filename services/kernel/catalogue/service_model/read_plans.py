"""Reads the plans of provinces and localities."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from services.kernel.catalogue.located import Located
from services.kernel.catalogue.read_agencies import Agencies
from services.kernel.catalogue.read_period import read_period
from services.kernel.catalogue.section import Section
from services.kernel.catalogue.service_model.rule import Plan

__all__ = ["Surroundings", "read_plans", "read_procedure_codes"]

_ANY_ENDING = "*"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What plans and calendar rules refer to. `attributes` are the values allowed in any pack."""

    agencies: Agencies
    procedure_codes: frozenset[str]
    tags: Collection[str]
    fields: Collection[str]
    attributes: dict[str, frozenset[str]]


def read_plans(sections: Iterable[Section], around: Surroundings) -> dict[str, Located[Plan]]:
    found: dict[str, Located[Plan]] = {}
    for section in sections:
        plan = _read_plan(section, around)
        if plan.number in found:
            section.fail("number", f"plan {plan.number} is declared twice", "give each its own number")
        found.setdefault(plan.number, Located(plan, section))
    return found


def read_procedure_codes(section: Section, key: str, around: Surroundings) -> frozenset[str]:
    """Codes without version; `9.5*` stands for all that begin so."""
    codes: set[str] = set()
    for text in section.texts(key):
        stem = text.removesuffix(_ANY_ENDING)
        matching = {code for code in around.procedure_codes if code == text or (stem != text and code.startswith(stem))}
        if not matching:
            section.fail(key, f"no procedure has the code {text!r}", "declare it, or correct the code")
        codes |= matching
    return frozenset(codes)


def _read_plan(section: Section, around: Surroundings) -> Plan:
    plan = Plan(
        number=section.text("number"),
        agency=around.agencies.known(section, "agency", section.text("agency")),
        issued_on=section.maybe_day("issued_on"),
        validity=read_period(section),
        min_weekdays=section.number("min_weekdays"),
        tags=frozenset(section.choices("tags", around.tags)),
        procedures=read_procedure_codes(section, "procedures", around),
        invented=section.marked("invented"),
    )
    section.report_unknown_keys()
    return plan
