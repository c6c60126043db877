"""Report form 06 (Circular 01/2020/TT-VPCP): a line per field, in a section per tier, each with its sum."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.stats.domain.figures import Measures
from services.stats.domain.forms.layout import Layout
from services.stats.domain.forms.line import Line, Stretch, check, line_of

__all__ = ["Form", "FormSection", "Place", "make_form"]

Place = tuple[str, str, str]
"""Tier, field, channel."""

Cells = Mapping[Place, Measures]


@dataclass(frozen=True, slots=True)
class FormSection:
    """The lines of one tier by field, and their sum."""

    tier: str
    lines: Mapping[str, Line]
    total: Line


@dataclass(frozen=True, slots=True)
class Form:
    """All of its identities hold."""

    sections: tuple[FormSection, ...]
    total: Line


def make_form(before: Cells, during: Cells, until: Cells, layout: Layout, tiers: Iterable[str]) -> Form:
    """Return the form of a period: `before` sums all until the day before it, `until` all up to its last day.

    Sections come in the order of `tiers`, others after them. Raises BrokenIdentityError.
    """
    places = _channels(before.keys() | during.keys() | until.keys())
    present = sorted(places.keys() - set(tiers))
    cells = (before, during, until)
    made = (_section(tier, places.get(tier, {}), cells, layout) for tier in (*tiers, *present))
    sections = tuple(section for section in made if section.lines)
    total = sum((section.total for section in sections), Line())
    check(total, "total")
    return Form(sections, total)


def _channels(places: Iterable[Place]) -> dict[str, dict[str, list[str]]]:
    """Return the channels by tier and field."""
    found: dict[str, dict[str, list[str]]] = {}
    for tier, field, channel in sorted(places):
        found.setdefault(tier, {}).setdefault(field, []).append(channel)
    return found


def _section(
    tier: str, fields: Mapping[str, Iterable[str]], cells: tuple[Cells, Cells, Cells], layout: Layout
) -> FormSection:
    lines: dict[str, Line] = {}
    for field, channels in fields.items():
        line = line_of((_stretch((tier, field, channel), cells) for channel in channels), layout)
        check(line, f"{tier}/{field}")
        if any(line.columns):
            lines[field] = line
    return FormSection(tier, lines, sum(lines.values(), Line()))


def _stretch(place: Place, cells: tuple[Cells, Cells, Cells]) -> Stretch:
    before, during, until = (each.get(place, {}) for each in cells)
    return Stretch(place[2], before, during, until)
