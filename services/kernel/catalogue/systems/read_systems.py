"""Reads `systems`, and checks that no agency is served twice at a time."""

import re
from collections.abc import Iterable
from datetime import timedelta
from itertools import combinations
from typing import Final

from services.kernel.agency_code import AgencyCode, is_within
from services.kernel.catalogue.located import Located
from services.kernel.catalogue.read_agencies import Agencies
from services.kernel.catalogue.read_period import read_period
from services.kernel.catalogue.section import Section
from services.kernel.catalogue.systems.system import ForeignSystem, SystemKind, Systems, Transport
from services.kernel.catalogue.vocabulary import Vocabulary
from services.kernel.retry_rules import RetryRules

__all__ = ["read_systems"]

_ID: Final = re.compile(r"[a-z][a-z0-9-]{1,31}")
_LANGUAGES: Final = ("vi", "en")
_NO_RETRY: Final = RetryRules(timedelta(0), timedelta(0), 1)


def read_systems(sections: Iterable[Section], words: Vocabulary, agencies: Agencies) -> Systems:
    found = [Located(_read_system(section, words, agencies), section) for section in sections]
    systems: dict[str, ForeignSystem] = {}
    for system in found:
        if system.value.id in systems:
            system.section.fail("id", f"system {system.value.id!r} is declared twice", "give one another id")
        systems.setdefault(system.value.id, system.value)
    for former, system in combinations(found, 2):
        _check_apart(former, system)
    return Systems(systems)


def _read_system(section: Section, words: Vocabulary, agencies: Agencies) -> ForeignSystem:
    system = ForeignSystem(
        id=_read_id(section),
        kind=section.word("kind", SystemKind, SystemKind.DOCUMENTS),
        names=_read_names(section),
        agencies=_read_agencies(section, words, agencies),
        transport=section.word("transport", Transport, Transport.HTTP),
        retry=_read_retry(section),
        timeout=timedelta(seconds=_positive(section, "timeout_seconds")),
        at_once=_positive(section, "at_once"),
        validity=read_period(section),
        invented=section.marked("invented"),
    )
    for key in ("kind", "transport"):
        if not section.has(key):
            section.fail(key, f"{key} is missing", f"add a value for {key}")
    section.report_unknown_keys()
    return system


def _read_id(section: Section) -> str:
    """It becomes part of addresses and folder names."""
    text = section.text("id")
    if text and not _ID.fullmatch(text):
        section.fail("id", f"not usable as an id: {text!r}", "write 2 to 32 small letters, digits and dashes")
    return text


def _read_names(section: Section) -> dict[str, str]:
    names = section.labels("name")
    for language in _LANGUAGES:
        if not names.get(language):
            section.fail("name", f"no name in {language}", "write name: {vi: ..., en: ...}")
    return names


def _read_agencies(section: Section, words: Vocabulary, agencies: Agencies) -> tuple[AgencyCode, ...]:
    """Those that are named, and all with one of `roles` within one of `within`."""
    named = [agencies.known(section, "agencies", text) for text in section.texts("agencies")]
    roles, within = section.choices("roles", words.roles), section.texts("within")
    above = [agencies.known(section, "within", text) for text in within]
    if bool(roles) != bool(within):
        section.fail("roles", "roles and within go together", "give both, or name the agencies")
    playing = [
        agency.code
        for agency in agencies.by_code.values()
        if not agency.roles.isdisjoint(roles) and any(is_within(agency.code, code) for code in above)
    ]
    if section.ok and not named and not playing:
        section.fail("agencies", "the system serves no agency", "add agencies, or roles with within")
    return tuple(dict.fromkeys((*named, *playing)))


def _read_retry(section: Section) -> RetryRules:
    inner = section.section("retry")
    if inner is None:
        section.fail("retry", "retry is missing", "add retry: {first_seconds: 5, longest_seconds: 600, trips_after: 5}")
        return _NO_RETRY
    first, longest = _positive(inner, "first_seconds"), _positive(inner, "longest_seconds")
    rules = RetryRules(timedelta(seconds=first), timedelta(seconds=longest), _positive(inner, "trips_after"))
    if inner.ok and longest < first:
        inner.fail("longest_seconds", "the longest pause is shorter than the first", "correct one of them")
    inner.report_unknown_keys()
    return rules


def _positive(section: Section, key: str) -> int:
    value = section.number(key)
    if section.has(key) and value < 1:
        section.fail(key, f"{key} must be at least 1", "write a whole number from 1")
    return max(value, 1)


def _check_apart(former: Located[ForeignSystem], system: Located[ForeignSystem]) -> None:
    both = set(former.value.agencies) & set(system.value.agencies)
    if both and former.value.validity.overlaps(system.value.validity):
        what = f"{former.value.id} and {system.value.id} both serve {min(both)} at a time"
        system.section.fail("agencies", what, "leave the agency to one of them, or end the former by valid_to")
