"""Dossier codes: both the older form (Circular 01/2018/TT-VPCP, art. 19) and the newer one.

`000.01.20.H90-231019-0001` and `H90.20.01-251019-0001`: receiving agency, day of filing in Viet Nam, number of that
day at that agency. The number restarts daily; beyond its width it widens and never wraps.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.kernel.agency_code import AgencyCode, legacy_agency_code, parse_agency_code
from services.kernel.code_error import CodeError

__all__ = ["MOST_NUMBER", "SANDBOX_FROM", "CodeError", "CodeStyle", "DossierCode", "parse_dossier_code"]

_MIN_WIDTH, _MAX_WIDTH = 4, 7
_DATE_DIGITS = (6, 8)
MOST_NUMBER = 10**_MAX_WIDTH - 1
SANDBOX_FROM = 9_000_000
"""The highest million of a day is for trying things out; no agency receives that many dossiers in a day."""
_CODE = re.compile(r"(?P<agency>[0-9A-Z.]+)-(?P<day>[0-9]{8}|[0-9]{6})-(?P<number>[0-9]{4,7})")
_SHAPE = "write agency-YYMMDD-number, for example H90.20.01-251019-0001 or 000.01.20.H90-231019-0001"
_CENTURY_OF_SHORT_DATES = 2000


class CodeStyle(StrEnum):
    LEGACY = "legacy"
    CURRENT = "current"


@dataclass(frozen=True, slots=True)
class DossierCode:
    """`date_digits` (6 or 8) and `width` (least digits of the number) keep the shape in which a code was printed."""

    agency: AgencyCode
    day: date
    sequence: int
    style: CodeStyle = CodeStyle.CURRENT
    date_digits: int = 6
    width: int = _MIN_WIDTH

    def __post_init__(self) -> None:
        if not 1 <= self.sequence <= MOST_NUMBER:
            raise CodeError("the number of a dossier code is out of range", f"use 1 to {MOST_NUMBER}")
        if self.date_digits not in _DATE_DIGITS or not _MIN_WIDTH <= self.width <= _MAX_WIDTH:
            raise CodeError(
                "the widths of a dossier code are out of range", "use 6 or 8 date digits, 4 to 7 for the number"
            )
        if self.date_digits == min(_DATE_DIGITS) and self.day.year // 100 * 100 != _CENTURY_OF_SHORT_DATES:
            raise CodeError("a date of six digits cannot hold this year", "use a date of eight digits")
        if self.style is CodeStyle.LEGACY:
            legacy_agency_code(self.agency)

    @property
    def sandbox(self) -> bool:
        """Whether it is of no real dossier."""
        return self.sequence >= SANDBOX_FROM

    def __str__(self) -> str:
        agency = legacy_agency_code(self.agency) if self.style is CodeStyle.LEGACY else self.agency
        full_day = f"{self.day:%Y%m%d}".rjust(8, "0")
        return f"{agency}-{full_day[-self.date_digits :]}-{self.sequence:0{self.width}d}"


def parse_dossier_code(text: str) -> DossierCode:
    """Reads either form, with spaces around and small letters forgiven. Raises CodeError.

    Printing the result gives the same code back. The agency's form decides the style.
    """
    match = _CODE.fullmatch(text.strip().upper())
    if match is None:
        raise CodeError("not a dossier code", _SHAPE)
    style = CodeStyle.CURRENT if match["agency"][0].isalpha() else CodeStyle.LEGACY
    return DossierCode(
        agency=parse_agency_code(match["agency"]),
        day=_real_day(match["day"]),
        sequence=int(match["number"]),
        style=style,
        date_digits=len(match["day"]),
        width=_printed_width(match["number"]),
    )


def _real_day(digits: str) -> date:
    short = len(digits) == min(_DATE_DIGITS)
    year = int(digits[:-4]) + (_CENTURY_OF_SHORT_DATES if short else 0)
    try:
        return date(year, int(digits[-4:-2]), int(digits[-2:]))
    except ValueError:
        raise CodeError(
            "the date in a dossier code does not exist", "check the six or eight digits in the middle"
        ) from None


def _printed_width(number: str) -> int:
    """A number without leading zeros may have outgrown its width, so it claims no more than the least."""
    return len(number) if number.startswith("0") else _MIN_WIDTH
