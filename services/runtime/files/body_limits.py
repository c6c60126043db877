"""How large and how slow the body of an upload may be."""

from typing import Final

from services.runtime.web import BodyLimits

__all__ = ["file_body_limits"]

_FORM_ROOM: Final = 64 * 1024
"""Bytes that a multipart body may have around the file itself."""
_NO_JSON: Final = 1 << 62
"""A file is no JSON, so brackets in it nest as deep as they like."""


def file_body_limits(most_bytes: int) -> BodyLimits:
    return BodyLimits(size=most_bytes + _FORM_ROOM, depth=_NO_JSON, seconds=120.0)
