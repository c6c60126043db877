"""Codes of agencies, big to small (Decision 20/2020/QD-TTg), and their older reversed form.

`H90.20.01` is province, agency, unit; a group of three digits is a sub-unit. The older form always has all four
groups, small to big: `000.01.20.H90`.
"""

import re
from typing import NewType

from services.kernel.code_error import CodeError

__all__ = [
    "AgencyCode",
    "ancestors_of",
    "is_within",
    "legacy_agency_code",
    "parse_agency_code",
    "province_of",
]

AgencyCode = NewType("AgencyCode", str)

_CURRENT = re.compile(r"[A-Z][0-9]{2}(\.[0-9]{2,3}){0,3}")
_LEGACY = re.compile(r"(?P<subunit>[0-9]{3})\.(?P<unit>[0-9]{2})\.(?P<agency>[0-9]{2})\.(?P<province>[A-Z][0-9]{2})")
_FITS_LEGACY = re.compile(
    r"(?P<province>[A-Z][0-9]{2})(\.(?P<agency>[0-9]{2})(\.(?P<unit>[0-9]{2}))?(\.(?P<subunit>[0-9]{3}))?)?"
)
_NONE = {"agency": "00", "unit": "00", "subunit": "000"}


def parse_agency_code(text: str) -> AgencyCode:
    """The code in its current form, from either form. Raises CodeError."""
    trimmed = text.strip().upper()
    if _CURRENT.fullmatch(trimmed):
        return AgencyCode(trimmed)
    if legacy := _LEGACY.fullmatch(trimmed):
        return _from_legacy(legacy)
    raise CodeError("not an agency code", "write it like H90.20.01, or in the older form 000.01.20.H90")


def _from_legacy(match: re.Match[str]) -> AgencyCode:
    """Zero groups mean nothing there; a unit without an agency above it could not be told from an agency."""
    groups = [match[name] for name, nothing in _NONE.items() if match[name] != nothing]
    if groups and match["agency"] == _NONE["agency"]:
        raise CodeError("an agency code names a unit but no agency", "fill the third group of the older form")
    return AgencyCode(".".join([match["province"], *groups]))


def legacy_agency_code(code: AgencyCode) -> str:
    """The older form of a code, always four groups. Raises CodeError if the code has groups that do not fit it."""
    fitting = _FITS_LEGACY.fullmatch(code)
    if fitting is None:
        raise CodeError("this agency code has no older form", "issue dossier codes of the current form for this agency")
    return ".".join([*(fitting[name] or _NONE[name] for name in ("subunit", "unit", "agency")), fitting["province"]])


def province_of(code: AgencyCode) -> str:
    """The first group: the province, or the ministry for codes that start with G."""
    return code.partition(".")[0]


def is_within(code: AgencyCode, ancestor: AgencyCode) -> bool:
    """Whether a code is the ancestor itself or below it, group by group (`H90.2` is no ancestor of `H90.20`)."""
    return code == ancestor or code.startswith(ancestor + ".")


def ancestors_of(code: AgencyCode) -> list[AgencyCode]:
    """The code itself and everything above it by prefix, nearest first."""
    groups = code.split(".")
    return [AgencyCode(".".join(groups[:size])) for size in range(len(groups), 0, -1)]
