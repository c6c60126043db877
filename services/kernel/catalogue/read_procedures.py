"""Reads procedures, families of them, and their local variants."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue.check_children import check_children
from services.kernel.catalogue.check_route import check_route
from services.kernel.catalogue.component import Case
from services.kernel.catalogue.facts import TAGS, Facts
from services.kernel.catalogue.family import Binding, code_key, fill, read_bindings
from services.kernel.catalogue.located import Located
from services.kernel.catalogue.procedure import Procedure
from services.kernel.catalogue.read_agencies import Agencies
from services.kernel.catalogue.read_cases import check_reduced, read_cases, reduced
from services.kernel.catalogue.read_fees import read_fees
from services.kernel.catalogue.read_legs import Limits, read_legs
from services.kernel.catalogue.read_period import read_period
from services.kernel.catalogue.read_profile import read_levels, read_profile
from services.kernel.catalogue.section import Section
from services.kernel.catalogue.vocabulary import Vocabulary

__all__ = ["Context", "Procedures", "read_procedures"]

_CODE = re.compile(r"[0-9]\.[0-9]{6}((\.[0-9]{3}\.[0-9]{2}\.[0-9]{2})?\.[A-Z][0-9]{2})?")

Local = Mapping[AgencyCode, Procedure]
"""A procedure's variants by the province or agency (and all below it) where they hold."""


@dataclass(frozen=True, slots=True)
class Context:
    """What procedures refer to."""

    words: Vocabulary
    agencies: Agencies
    facts: Facts

    def limits(self, hours: int | None) -> Limits:
        return Limits(hours, self.words, {role for role, _ in self.agencies.serving}, self.facts)


@dataclass(frozen=True, slots=True)
class Procedures:
    by_ref: dict[str, Procedure]
    local: dict[str, Local]


def read_procedures(sections: Iterable[Section], context: Context) -> Procedures:
    result = Procedures({}, {})
    versions: dict[str, list[Located[Procedure]]] = {}
    for procedure, local in (entry for section in sections for entry in _read_entry(section, context)):
        earlier = versions.setdefault(procedure.value.code, [])
        _check_versions(procedure, earlier)
        earlier.append(procedure)
        result.by_ref[procedure.value.ref] = procedure.value
        result.local[procedure.value.ref] = local
    by_code = {code: [each.value for each in found] for code, found in versions.items()}
    for located in chain.from_iterable(versions.values()):
        for variant in (located.value, *result.local[located.value.ref].values()):
            check_children(located.section, variant, by_code)
    return result


def _read_entry(section: Section, context: Context) -> list[tuple[Located[Procedure], Local]]:
    key = code_key(section)
    template = _read_procedure(section, key, context)
    local = {
        code: variant for item in section.sections("local") for code, variant in _read_local(item, template, context)
    }
    bindings = read_bindings(section)
    section.report_unknown_keys()
    members = [_member(section, key, template, local, binding) for binding in bindings]
    return members if section.ok else []


def _read_procedure(section: Section, key: str, context: Context) -> Procedure:
    limit = None if section.flag("immediate") else section.number("limit_hours")
    procedure = Procedure(
        code=section.text(key),
        version=section.number("version"),
        name_vi=section.text("name_vi"),
        name_en=section.text("name_en"),
        field=section.choice("field", context.words.fields),
        limit_hours=limit,
        legs=read_legs(section, context.limits(limit)),
        fees=read_fees(section),
        needs_verification=section.flag("needs_verification"),
        online_level=section.choice("online_level", context.words.online_levels),
        cases=read_cases(section, context.words),
        online_levels=read_levels(section, context.words),
        profile=read_profile(section, context.words, context.agencies),
        validity=read_period(section),
        limits_by_tag=_read_limits(section, context.facts),
        next_day_after_cutoff=section.flag("next_day_after_cutoff"),
        reply_days=section.maybe_number("reply_days"),
        invented=section.marked("invented"),
        unverified=section.marked("unverified"),
    )
    check_route(section, procedure, context.facts)
    return procedure


def _read_limits(section: Section, facts: Facts) -> Mapping[str, int]:
    inner = section.section("limits_by_tag")
    if inner is None:
        return {}
    for tag in inner.names():
        if tag not in facts[TAGS]:
            inner.fail(tag, f"no pack declares the tag {tag!r}", "declare it in the tags of a pack")
    return {tag: inner.number(tag) for tag in inner.names()}


def _read_local(section: Section, national: Procedure, context: Context) -> list[tuple[AgencyCode, Procedure]]:
    """May shorten the limit, reduce components, and change field, route and fees; the rest is national."""
    codes = [section.agency_code("agencies", text) for text in section.texts("agencies")]
    limit = section.maybe_number("limit_hours") if section.has("limit_hours") else national.limit_hours
    rerouted = section.has("legs") or limit != national.limit_hours
    variant = replace(
        national,
        field=section.choice("field", context.words.fields, national.field),
        limit_hours=limit,
        legs=read_legs(section, context.limits(limit)) if rerouted else national.legs,
        fees=read_fees(section) if section.has("fees") else national.fees,
        cases=_local_cases(section, national, context),
        invented=section.marked("invented"),
        unverified=section.marked("unverified"),
    )
    section.report_unknown_keys()
    _check_local(section, codes, national, variant, context)
    return [(code, variant) for code in codes]


def _local_cases(section: Section, national: Procedure, context: Context) -> Mapping[str, Case]:
    """A list of its own, or the national one less what is named."""
    cases = read_cases(section, context.words) if section.has("cases") else national.cases
    return reduced(section, cases, context.words)


def _check_local(
    section: Section, codes: list[AgencyCode], national: Procedure, variant: Procedure, context: Context
) -> None:
    check_route(section, variant, context.facts)
    check_reduced(section, variant.cases, national.cases)
    if len(national.legs) > 1 and len(variant.legs) == 1 and not section.has("legs"):
        section.fail("limit_hours", "the new limit has no route", "declare the legs that keep to it")
    if variant.limit_hours is not None and (national.limit_hours or 0) < variant.limit_hours:
        section.fail("limit_hours", "a local limit is longer than the national one", "a local rule may only shorten it")
    for code in codes:
        if code not in context.agencies.by_code:
            section.fail("agencies", f"agency {code} is not declared", "declare it, or correct the code")


def _member(
    section: Section, key: str, template: Procedure, local: Local, binding: Binding
) -> tuple[Located[Procedure], Local]:
    code = fill(template.code, binding)
    if section.ok and not _CODE.fullmatch(code):
        section.fail(key, f"not a procedure code: {code!r}", "write it like 1.011441, with a local suffix at most")
    variants = {place: _named(variant, binding) for place, variant in local.items()}
    return Located(_named(template, binding), section), variants


def _named(procedure: Procedure, binding: Binding) -> Procedure:
    if not binding:
        return procedure
    return replace(
        procedure,
        code=fill(procedure.code, binding),
        name_vi=fill(procedure.name_vi, binding),
        name_en=fill(procedure.name_en, binding),
    )


def _check_versions(procedure: Located[Procedure], earlier: Iterable[Located[Procedure]]) -> None:
    for other in (each.value for each in earlier):
        if other.ref == procedure.value.ref:
            procedure.section.fail("version", f"{other.ref} is declared twice", "give each version its own number")
        elif other.validity.overlaps(procedure.value.validity):
            what = f"{procedure.value.ref} overlaps {other.ref}"
            procedure.section.fail("valid_from", what, "let one version end the day before the next begins")
