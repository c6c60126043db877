"""Reads the fee lines of a procedure."""

from services.kernel.catalogue.procedure import FeeLine
from services.kernel.catalogue.section import Section
from services.kernel.money import Vnd

__all__ = ["read_fees"]

_KINDS = ("fee", "charge")
_MOMENTS = {"reception": 1, "supplement": 2, "result": 4}
"""The national codes of when a fee is paid."""


def read_fees(section: Section) -> tuple[FeeLine, ...]:
    return tuple(_read_fee(item) for item in section.sections("fees"))


def _read_fee(section: Section) -> FeeLine:
    line = FeeLine(
        kind=section.choice("kind", _KINDS),
        name_vi=section.text("name_vi"),
        amount=Vnd(section.number("amount")),
        moment=_MOMENTS.get(section.choice("paid_at", _MOMENTS), 0),
        unverified=section.marked("unverified"),
        invented=section.marked("invented"),
    )
    section.report_unknown_keys()
    return line
