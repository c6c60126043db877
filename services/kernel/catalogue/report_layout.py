"""Which columns of report form 06 a pack may name for what could stand in several."""

from collections.abc import Mapping
from typing import Final

from services.kernel.catalogue.pack import RulePack
from services.kernel.catalogue.section import Section

__all__ = ["check_layout"]

_STATES: Final[Mapping[str, frozenset[int]]] = {
    "awaiting_supplement": frozenset({9, 12}),
    "returned": frozenset({8, 9, 10}),
    "withdrawn": frozenset({8, 9, 10}),
}
_CHANNELS: Final = frozenset({4, 5})


def check_layout(section: Section, pack: RulePack) -> None:
    """A pack without a layout has no form 06; one with a layout must say it all."""
    if not pack.report_layout:
        return
    for state in sorted(_STATES.keys() ^ pack.report_layout.keys()):
        known = ", ".join(_STATES)
        section.fail("report_layout", f"{state!r} is missing or unknown", f"write exactly: {known}")
    for state in sorted(_STATES.keys() & pack.report_layout.keys()):
        _check_column(section, "report_layout", state, pack.report_layout[state], _STATES[state])
    for channel, column in pack.report_channels.items():
        _check_column(section, "report_channels", channel, column, _CHANNELS)


def _check_column(section: Section, key: str, name: str, column: int, allowed: frozenset[int]) -> None:
    if column not in allowed:
        section.fail(key, f"{name} in column {column}", f"use one of: {', '.join(map(str, sorted(allowed)))}")
