"""Reads agencies and families of agencies, and checks them against each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from services.kernel.agency_code import AgencyCode, ancestors_of
from services.kernel.catalogue.agency import Agency
from services.kernel.catalogue.family import Binding, code_key, fill, read_bindings
from services.kernel.catalogue.located import Located
from services.kernel.catalogue.read_period import read_period
from services.kernel.catalogue.read_working_time import WorkingTimes
from services.kernel.catalogue.section import Section
from services.kernel.catalogue.vocabulary import Vocabulary

__all__ = ["Agencies", "Jurisdictions", "read_agencies"]

_INHERITED = ""

Jurisdictions = Mapping[tuple[str, AgencyCode], AgencyCode]
"""Who has a role for everything within a code."""


@dataclass(frozen=True, slots=True)
class Agencies:
    by_code: dict[AgencyCode, Agency]
    serving: Jurisdictions

    def known(self, section: Section, key: str, text: str) -> AgencyCode:
        """Checks a code that was read from `key`: it must be well formed and declared."""
        code = section.agency_code(key, text)
        if section.ok and code not in self.by_code:
            section.fail(key, f"agency {code} is not declared", "declare it, or correct the code")
        return code


def read_agencies(sections: Iterable[Section], words: Vocabulary, times: WorkingTimes) -> Agencies:
    found = [agency for section in sections for agency in _read_entry(section, words, times)]
    located = _by_code(found)
    _check_references(located)
    settled = {code: _settled(agency.value, located, times.default) for code, agency in located.items()}
    return Agencies(settled, _serving(located))


def _read_entry(section: Section, words: Vocabulary, times: WorkingTimes) -> list[Located[Agency]]:
    pattern_key = code_key(section)
    template = _read_agency(section, pattern_key, words, times)
    bindings = read_bindings(section)
    section.report_unknown_keys()
    members = [_member(section, pattern_key, template, binding) for binding in bindings]
    return [Located(agency, section) for agency in members] if section.ok else []


def _read_agency(section: Section, pattern_key: str, words: Vocabulary, times: WorkingTimes) -> Agency:
    parent = section.maybe_text("parent")
    return Agency(
        code=AgencyCode(section.text(pattern_key)),
        name=section.text("name"),
        tier=section.choice("tier", words.tiers),
        kind=section.choice("kind", words.kinds),
        roles=frozenset(section.choices("roles", words.roles)),
        parent=section.agency_code("parent", parent) if parent else None,
        calendar=section.choice("calendar", times.keys) if section.has("calendar") else _INHERITED,
        jurisdiction=_read_jurisdiction(section),
        hotline=section.maybe_text("hotline"),
        mailbox=section.maybe_text("mailbox"),
        phone=section.maybe_text("phone"),
        extensions=_read_extensions(section, words),
        fallback_extension=section.maybe_text("fallback_extension"),
        ticket_fields=tuple(section.choices("ticket_fields", words.fields)),
        paper_start=section.maybe_number("paper_start") or 1,
        successor_of=tuple(section.agency_code("successor_of", code) for code in section.texts("successor_of")),
        validity=read_period(section),
        invented=section.marked("invented"),
        unverified=section.marked("unverified"),
    )


def _read_extensions(section: Section, words: Vocabulary) -> dict[str, str]:
    found = section.labels("extensions")
    for name in found.keys() - words.fields.keys():
        section.fail("extensions", f"unknown field {name!r}", f"use one of: {', '.join(sorted(words.fields))}")
    return found


def _read_jurisdiction(section: Section) -> dict[str, tuple[AgencyCode, ...]]:
    """Codes may be patterns still; every role named must be one of the agency's own."""
    inner = section.section("jurisdiction")
    if inner is None:
        return {}
    roles = section.texts("roles")
    for role in inner.names():
        if role not in roles:
            inner.fail(role, f"the agency does not have the role {role!r}", "add it to roles, or remove it here")
    return {role: tuple(AgencyCode(text) for text in inner.texts(role)) for role in inner.names()}


def _member(section: Section, pattern_key: str, template: Agency, binding: Binding) -> Agency:
    served = {
        role: tuple(section.agency_code("jurisdiction", fill(code, binding)) for code in codes)
        for role, codes in template.jurisdiction.items()
    }
    return replace(
        template,
        code=section.agency_code(pattern_key, fill(template.code, binding)),
        name=fill(template.name, binding),
        hotline=fill(template.hotline, binding) if template.hotline else None,
        mailbox=fill(template.mailbox, binding) if template.mailbox else None,
        jurisdiction=served,
    )


def _by_code(found: Iterable[Located[Agency]]) -> dict[AgencyCode, Located[Agency]]:
    located: dict[AgencyCode, Located[Agency]] = {}
    for agency in found:
        code = agency.value.code
        if code in located:
            agency.section.fail("code", f"agency {code} is declared twice", "keep one entry, or change its code")
        located.setdefault(code, agency)
    return located


def _check_references(located: Mapping[AgencyCode, Located[Agency]]) -> None:
    for agency in located.values():
        parent = agency.value.parent
        if parent is not None and parent not in located:
            agency.section.fail("parent", f"parent {parent} is not declared", "declare it, or correct the code")
        for code in chain.from_iterable(agency.value.jurisdiction.values()):
            if code not in located:
                agency.section.fail("jurisdiction", f"agency {code} is not declared", "declare it, or correct the code")
        for code in agency.value.successor_of:
            _check_succession(agency, code, located)


def _check_succession(agency: Located[Agency], code: AgencyCode, located: Mapping[AgencyCode, Located[Agency]]) -> None:
    """The former agency must have ended before its successor begins."""
    former = located.get(code)
    if former is None:
        agency.section.fail("successor_of", f"agency {code} is not declared", "declare it, or correct the code")
    elif former.value.validity.overlaps(agency.value.validity):
        what = f"{code} is still in force when its successor {agency.value.code} begins"
        agency.section.fail("successor_of", what, "give the former agency a valid_to before that day")


def _settled(agency: Agency, located: Mapping[AgencyCode, Located[Agency]], default: str) -> Agency:
    """With parent and calendar filled in from the nearest declared ancestor."""
    above = [located[code].value for code in ancestors_of(agency.code)[1:] if code in located]
    parent = agency.parent or (above[0].code if above else None)
    calendar = next((each.calendar for each in (agency, *above) if each.calendar != _INHERITED), default)
    return replace(agency, parent=parent, calendar=calendar)


def _serving(located: Mapping[AgencyCode, Located[Agency]]) -> Jurisdictions:
    serving: dict[tuple[str, AgencyCode], AgencyCode] = {}
    for agency in located.values():
        own = agency.value
        for key in ((role, code) for role in sorted(own.roles) for code in (own.code, *own.jurisdiction.get(role, ()))):
            if serving.setdefault(key, own.code) != own.code:
                what = f"{own.code} and {serving[key]} both have the role {key[0]} for {key[1]}"
                agency.section.fail("jurisdiction", what, "leave it to one of them")
    return serving
