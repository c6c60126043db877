"""Received dossiers by what is known of them: each declared attribute with its values, zero rows kept (article 004)."""

from collections.abc import Iterable, Mapping
from typing import Final

from services.stats.domain.cells import parse_profile
from services.stats.domain.dossiers import RECEIVED
from services.stats.domain.figures import Group, Measures, of
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Column, Kind, Period, Row, Section, Table, Text
from services.stats.domain.rates import Rate

__all__ = ["KEY", "TITLE", "attributes_table"]

KEY: Final = "attributes"
TITLE: Final = Text("Hồ sơ theo thông tin kèm theo", "Dossiers by what is known of them")
_COLUMNS: Final = (
    Column("value", Text("Giá trị", "Value"), Kind.TEXT),
    Column("received", Text("Tiếp nhận", "Received"), Kind.COUNT),
    Column("share", Text("Tỷ lệ trong số đã ghi", "Share of what was said"), Kind.RATE),
)
_NOT_SAID: Final = Text("Không ghi", "Not said")
_NOTES: Final = (
    Text("Tỷ lệ = giá trị / các hồ sơ có ghi thông tin đó.", "Share = value / dossiers of which it was said."),
)


def attributes_table(
    declared: Mapping[str, Iterable[str]], groups: Mapping[Group, Measures], names: Names, period: Period
) -> Table:
    """`declared` gives the values of each attribute; numbers are no dimensions, so they are not among them."""
    sections = [_section(name, values, groups, names) for name, values in sorted(declared.items())]
    return Table(KEY, TITLE, period, _COLUMNS, sections, _NOTES)


def _section(name: str, values: Iterable[str], groups: Mapping[Group, Measures], names: Names) -> Section:
    counts = dict.fromkeys(sorted(values), 0)
    not_said = 0
    for (_, profile), measures in groups.items():
        value = dict(parse_profile(profile).attributes).get(name)
        received = of(measures, RECEIVED)
        if value is None:
            not_said += received
        else:
            counts[value] = counts.get(value, 0) + received
    said = sum(counts.values())
    rows = [
        Row(value, (names.attribute_value(name, value), count, Rate(count, said, label="value / said")))
        for value, count in counts.items()
    ]
    return Section(name, names.attribute(name), (*rows, Row("not_said", (_NOT_SAID, not_said, None))))
