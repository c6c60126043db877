"""Reads the rule packs; their periods must not overlap."""

from collections.abc import Iterable
from dataclasses import replace

from services.kernel.catalogue.located import Located
from services.kernel.catalogue.pack import RulePack
from services.kernel.catalogue.read_pack_parts import read_parts
from services.kernel.catalogue.read_period import read_period
from services.kernel.catalogue.report_layout import check_layout
from services.kernel.catalogue.section import Section
from services.kernel.catalogue.vocabulary import Vocabulary
from services.kernel.dossier_code import CodeStyle
from services.kernel.status import Status

__all__ = ["check_pack", "read_packs"]

_NATIONAL_WORDING = {status.value: status.vi for status in Status}


def read_packs(sections: Iterable[Section], words: Vocabulary) -> tuple[RulePack, ...]:
    packs = [Located(_read_pack(section, words), section) for section in sections]
    for index, pack in enumerate(packs):
        _check_against(pack, packs[:index])
    return tuple(pack.value for pack in packs)


def check_pack(section: Section, pack: RulePack) -> None:
    """Its parts must agree with one another; reported at the section that caused it."""
    for tag in sorted(pack.same_day_tags - pack.tags.keys()):
        section.fail("same_day_tags", f"unknown same_day_tags {tag!r}", f"declare it in the tags of pack {pack.id}")
    if pack.survey.least >= pack.survey.most and section.ok:
        section.fail("survey", "the scale has one value at most", "let most be greater than least")
    check_layout(section, pack)


def _read_pack(section: Section, words: Vocabulary) -> RulePack:
    style = section.choice("code_style", [style.value for style in CodeStyle])
    pack = RulePack(
        id=section.text("id"),
        validity=read_period(section),
        code_style=CodeStyle(style) if section.ok else CodeStyle.CURRENT,
        acts=tuple(section.texts("acts")),
        tags=section.labels("tags"),
        attributes=_read_attributes(section),
        **read_parts(section, words, partial=False),
    )
    section.marked("unverified")
    section.marked("invented")
    section.report_unknown_keys()
    check_pack(section, pack)
    return replace(pack, wording=_NATIONAL_WORDING | dict(pack.wording))


def _read_attributes(section: Section) -> dict[str, tuple[str, ...]]:
    inner = section.section("attributes")
    return {} if inner is None else {name: tuple(inner.texts(name)) for name in inner.names()}


def _check_against(pack: Located[RulePack], others: Iterable[Located[RulePack]]) -> None:
    for other in others:
        if other.value.id == pack.value.id:
            pack.section.fail("id", f"pack {pack.value.id} is declared twice", "give each its own id")
        elif other.value.validity.overlaps(pack.value.validity):
            pack.section.fail("valid_from", f"overlaps pack {other.value.id}", "let one end the day before")
