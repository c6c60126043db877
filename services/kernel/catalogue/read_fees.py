"""Reads the fee lines of a procedure."""

from collections.abc import Iterable

from services.kernel.catalogue.located import Located
from services.kernel.catalogue.procedure import FeeLine
from services.kernel.catalogue.read_period import read_period
from services.kernel.catalogue.section import Section
from services.kernel.money import Vnd

__all__ = ["read_fees"]

_KINDS = ("fee", "charge")
_MOMENTS = {"reception": 1, "supplement": 2, "result": 4}
"""The national codes of when a fee is paid."""


def read_fees(section: Section) -> tuple[FeeLine, ...]:
    lines = [Located(_read_fee(item), item) for item in section.sections("fees")]
    for number, line in enumerate(lines):
        _check_against(line, lines[:number])
    return tuple(line.value for line in lines)


def _read_fee(section: Section) -> FeeLine:
    line = FeeLine(
        kind=section.choice("kind", _KINDS),
        name_vi=section.text("name_vi"),
        amount=Vnd(section.number("amount")),
        moment=_MOMENTS.get(section.choice("paid_at", _MOMENTS), 0),
        name_en=section.maybe_text("name_en"),
        validity=read_period(section),
        unverified=section.marked("unverified"),
        invented=section.marked("invented"),
    )
    section.report_unknown_keys()
    return line


def _check_against(line: Located[FeeLine], others: Iterable[Located[FeeLine]]) -> None:
    for other in (each.value for each in others):
        mine = line.value
        if (other.kind, other.name_vi) == (mine.kind, mine.name_vi) and other.validity.overlaps(mine.validity):
            line.section.fail("valid_from", "the same fee is due twice on a day", "end one the day before the next")
