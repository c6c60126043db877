"""Reads dated overrides of rule packs: national ones, then those of provinces and agencies."""

from collections.abc import Iterable

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue.located import Located
from services.kernel.catalogue.pack import RulePack
from services.kernel.catalogue.read_agencies import Agencies
from services.kernel.catalogue.read_pack_parts import read_parts
from services.kernel.catalogue.read_packs import check_pack
from services.kernel.catalogue.read_period import read_period
from services.kernel.catalogue.rule_book import Override, apply
from services.kernel.catalogue.section import Section
from services.kernel.catalogue.vocabulary import Vocabulary

__all__ = ["read_overrides"]


def read_overrides(
    sections: Iterable[Section], words: Vocabulary, agencies: Agencies, packs: tuple[RulePack, ...]
) -> tuple[Override, ...]:
    """Widest first, so that the nearest is applied last."""
    found = [located for section in sections for located in _read_override(section, words, agencies)]
    for index, override in enumerate(found):
        _check_against(override, found[:index])
        _check_packs(override, packs)
    return tuple(sorted((located.value for located in found), key=lambda override: len(override.agency or "")))


def _read_override(section: Section, words: Vocabulary, agencies: Agencies) -> list[Located[Override]]:
    codes = [agencies.known(section, "agencies", text) for text in section.texts("agencies")]
    validity, plan = read_period(section), section.text("plan")
    inner = section.section("set")
    if inner is None:
        section.fail("set", "the override changes nothing", "add set: with the rules that differ")
    changes = read_parts(inner, words, partial=True) if inner else {}
    if inner:
        inner.report_unknown_keys()
    section.marked("invented")
    section.marked("unverified")
    section.report_unknown_keys()
    places: list[AgencyCode | None] = [*codes] if section.has("agencies") else [None]
    return [Located(Override(place, validity, plan, changes), section) for place in places] if section.ok else []


def _check_against(override: Located[Override], others: Iterable[Located[Override]]) -> None:
    """Two overrides of one rule at one place must not hold on the same day: neither would be the nearer."""
    mine = override.value
    for other in (located.value for located in others):
        shared = sorted(mine.changes.keys() & other.changes.keys())
        if shared and other.agency == mine.agency and other.validity.overlaps(mine.validity):
            what = f"{shared[0]} is set twice at {mine.agency or 'every agency'} on the same days"
            override.section.fail("valid_from", what, "let one override end the day before the other begins")


def _check_packs(override: Located[Override], packs: Iterable[RulePack]) -> None:
    """An override speaks only for what it changes: mistakes of the pack are the pack's."""
    touched = [pack for pack in packs if pack.validity.overlaps(override.value.validity)]
    for pack in touched:
        if "same_day_tags" in override.value.changes:
            check_pack(override.section, apply(pack, override.value))
    if not touched:
        override.section.fail("valid_from", "no rule pack is in force on these days", "correct the days")
