"""Tells which fields of an event are wrong, never the values: they may be personal."""

from typing import Final

from pydantic import ValidationError

from services.runtime.problems import Problem

__all__ = ["invalid_fields"]

_MOST_ERRORS: Final = 50


def invalid_fields(error: ValidationError, *place: str) -> Problem:
    """The problem `fields_invalid` with each field's path below `place`."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    errors = tuple(
        {"field": ".".join([*place, *map(str, each["loc"])]), "reason": each["type"], "message": each["msg"]}
        for each in found[:_MOST_ERRORS]
    )
    return Problem("fields_invalid", errors=errors)
