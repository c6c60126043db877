"""Reads the rule packs; their periods must not overlap."""

from collections.abc import Iterable

from services.kernel.catalogue.located import Located
from services.kernel.catalogue.pack import RulePack
from services.kernel.catalogue.read_period import read_period
from services.kernel.catalogue.section import Section
from services.kernel.dossier_code import CodeStyle

__all__ = ["read_packs"]


def read_packs(sections: Iterable[Section]) -> tuple[RulePack, ...]:
    packs = [Located(_read_pack(section), section) for section in sections]
    for index, pack in enumerate(packs):
        _check_against(pack, packs[:index])
    return tuple(pack.value for pack in packs)


def _read_pack(section: Section) -> RulePack:
    style = section.choice("code_style", [style.value for style in CodeStyle])
    pack = RulePack(
        id=section.text("id"),
        validity=read_period(section),
        code_style=CodeStyle(style) if section.ok else CodeStyle.CURRENT,
        same_day_cutoff=section.clock("same_day_cutoff"),
        due_warning_hours=section.number("due_warning_hours"),
        acts=tuple(section.texts("acts")),
        tags=section.labels("tags"),
        attributes=_read_attributes(section),
        forms=section.labels("forms"),
    )
    section.marked("unverified")
    section.report_unknown_keys()
    return pack


def _read_attributes(section: Section) -> dict[str, tuple[str, ...]]:
    inner = section.section("attributes")
    return {} if inner is None else {name: tuple(inner.texts(name)) for name in inner.names()}


def _check_against(pack: Located[RulePack], others: Iterable[Located[RulePack]]) -> None:
    for other in others:
        if other.value.id == pack.value.id:
            pack.section.fail("id", f"pack {pack.value.id} is declared twice", "give each its own id")
        elif other.value.validity.overlaps(pack.value.validity):
            pack.section.fail("valid_from", f"overlaps pack {other.value.id}", "let one end the day before")
