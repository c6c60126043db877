"""Reads what a scenario has beside its batches: interlinked groups and calls to a hotline."""

from collections.abc import Iterator
from typing import Final, TypeVar

from services.kernel.catalogue.section import Section
from services.ops.scenario.model import Group, Hotline
from services.ops.scenario.names import Names

__all__ = ["read_groups", "read_hotlines"]

T = TypeVar("T", bound=str)
ANSWERED_BY: Final = ("desk", "extension", "fallback", "nobody")


def read_groups(root: Section, names: Names) -> Iterator[Group]:
    for section in root.sections("groups"):
        failing = section.section("failing")
        yield Group(
            id=section.text("id"),
            place=section.place,
            procedure=_only(section, names.procedures(section, "procedures"), "procedures"),
            agencies=tuple(names.agencies(section, "agencies")),
            count=section.number("count"),
            failing=failing.text("leg") if failing else None,
            failed=failing.number("count") if failing else 0,
        )
        section.marked("invented")
        section.report_unknown_keys()


def read_hotlines(root: Section, names: Names) -> Iterator[Hotline]:
    for section in root.sections("hotlines"):
        calls = section.section("calls")
        found = {} if calls is None else {name: calls.number(name) for name in calls.names()}
        for name in found.keys() - set(ANSWERED_BY):
            section.fail("calls", f"nobody called {name!r} answers", f"use {', '.join(ANSWERED_BY)}")
        agencies = names.agencies(section, "agencies")
        yield Hotline(
            id=section.text("id"),
            agency=_only(section, agencies, "agencies"),
            procedure=_only(section, names.procedures(section, "procedures"), "procedures"),
            calls=found,
            linked=tuple(section.texts("linked")),
        )
        section.marked("invented")
        section.report_unknown_keys()


def _only(section: Section, found: list[T], key: str) -> T:
    if len(found) != 1:
        section.fail(key, f"{len(found)} are named", "name a group of one")
    return found[0]
