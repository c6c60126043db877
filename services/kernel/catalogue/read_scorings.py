"""Reads scorings and the quantities that they divide; points must add up to what a group and the whole may give."""

from collections.abc import Iterable, Mapping

from services.kernel.catalogue.pack import RulePack
from services.kernel.catalogue.pack_rules import Label
from services.kernel.catalogue.read_period import read_period
from services.kernel.catalogue.scoring import Group, Indicator, Quantity, Scoring, Source, Subject
from services.kernel.catalogue.section import Section

__all__ = ["read_quantities", "read_scorings"]


def read_quantities(sections: Iterable[Section]) -> dict[str, Quantity]:
    found: dict[str, Quantity] = {}
    for section in sections:
        quantity = _read_quantity(section)
        if quantity.key in found:
            section.fail("key", f"quantity {quantity.key!r} is declared twice", "keep one of them")
        found[quantity.key] = quantity
    return found


def read_scorings(
    sections: Iterable[Section], quantities: Mapping[str, Quantity], packs: Iterable[RulePack]
) -> tuple[Scoring, ...]:
    packs, found = tuple(packs), list[Scoring]()
    for section in sections:
        scoring = _read_scoring(section, quantities)
        if any(other.id == scoring.id and other.validity.overlaps(scoring.validity) for other in found):
            section.fail("id", f"scoring {scoring.id!r} has two versions on one day", "let one end the day before")
        for pack in packs:
            if pack.validity.overlaps(scoring.validity):
                _check_points(section, scoring, pack)
        found.append(scoring)
    return tuple(found)


def _read_quantity(section: Section) -> Quantity:
    quantity = Quantity(
        key=section.text("key"),
        label=_label(section),
        source=section.word("source", Source, Source.OUTSIDE),
        measures=tuple(section.texts("measures")),
        rolled=frozenset(section.texts("rolled")),
        times=section.maybe_number("times") or 1,
    )
    section.marked("invented")
    section.report_unknown_keys()
    counted = quantity.source not in {Source.OUTSIDE, Source.CATALOGUE, Source.PROGRESS}
    if counted and not quantity.measures:
        section.fail("measures", f"quantity {quantity.key!r} counts nothing", "name its measures")
    return quantity


def _read_scoring(section: Section, quantities: Mapping[str, Quantity]) -> Scoring:
    groups = _read_groups(section)
    scoring = Scoring(
        id=section.text("id"),
        title=_label(section),
        subject=section.word("subject", Subject, Subject.PROVINCE),
        groups=groups,
        indicators=tuple(_read_indicator(each, groups, quantities) for each in section.sections("indicators")),
        validity=read_period(section),
        acts=tuple(section.texts("acts")),
    )
    section.marked("invented")
    section.marked("unverified")
    section.report_unknown_keys()
    ids = [indicator.id for indicator in scoring.indicators]
    for indicator in scoring.indicators:
        if ids.count(indicator.id) > 1:
            section.fail("indicators", f"indicator {indicator.id!r} is declared twice", "keep one of them")
        if indicator.factor is not None and indicator.factor not in ids[: ids.index(indicator.id)]:
            section.fail("indicators", f"{indicator.id}: no indicator {indicator.factor!r} before it", "name one")
    return scoring


def _read_groups(section: Section) -> dict[str, Group]:
    inner = section.section("groups")
    if inner is None:
        section.fail("groups", "groups are missing", "add groups with their points")
        return {}
    found: dict[str, Group] = {}
    for name in inner.names():
        entry = inner.section(name)
        if entry is not None:
            found[name] = Group(_label(entry), entry.number("points"))
            entry.report_unknown_keys()
    return found


def _read_indicator(section: Section, groups: Mapping[str, Group], quantities: Mapping[str, Quantity]) -> Indicator:
    indicator = Indicator(
        id=section.text("id"),
        label=_label(section),
        group=section.choice("group", groups),
        part=tuple(section.choices("part", quantities)),
        less=tuple(section.choices("less", quantities)),
        whole=tuple(section.choices("whole", quantities)),
        most=section.flag("most"),
        target=section.number("target") if section.has("target") else 100,
        points=section.maybe_number("points"),
        factor=section.maybe_text("factor"),
    )
    section.report_unknown_keys()
    if not indicator.part or not indicator.whole:
        section.fail("part", f"indicator {indicator.id} divides nothing", "name its part and its whole")
    if indicator.target == 0:
        section.fail("target", f"indicator {indicator.id} has the target 0", "write a percentage above 0")
    return indicator


def _label(section: Section) -> Label:
    return Label(section.text("vi"), section.text("en"))


def _check_points(section: Section, scoring: Scoring, pack: RulePack) -> None:
    """Indicators without points of their own take the pack's weights."""
    sums = dict.fromkeys(scoring.groups, 0)
    for indicator in scoring.indicators:
        points = pack.weights.get(indicator.id) if indicator.points is None else indicator.points
        if points is None:
            section.fail(
                "indicators",
                f"{indicator.id} has no points",
                f"add points, or a weight {indicator.id} to pack {pack.id}",
            )
        elif indicator.group in sums:
            sums[indicator.group] += points
    for name, group in scoring.groups.items():
        if sums[name] != group.points and section.ok:
            section.fail(
                "groups",
                f"{name}: indicators give {sums[name]} points of {group.points} (pack {pack.id})",
                "let them agree",
            )
