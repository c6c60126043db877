"""What is wrong with which field of a form, in the officer's language."""

from collections.abc import Mapping
from typing import Final

from pydantic import ValidationError

from services.runtime.problems import Problem, body_of

__all__ = ["FieldErrors", "field_errors", "invalid_fields"]

FieldErrors = Mapping[str, str]

_TEXTS: Final[Mapping[str, tuple[str, str]]] = {
    "missing": ("Chưa nhập", "Not filled in"),
    "string_too_short": ("Chưa nhập", "Not filled in"),
    "too_short": ("Chưa chọn", "Nothing chosen"),
    "string_too_long": ("Quá dài", "Too long"),
    "string_pattern_mismatch": ("Không đúng định dạng", "Not in the expected form"),
    "literal_error": ("Chọn một trong các mục", "Choose one of the entries"),
    "datetime_parsing": ("Ngày giờ không hợp lệ", "Not a date and time"),
}
_OTHER: Final = ("Không hợp lệ", "Not valid")


def field_errors(problem: Problem | None, language: str, field_of: Mapping[str, str]) -> FieldErrors:
    """By the last part of the field's name, as the form calls it; `field_of` has problems that are about one field."""
    if problem is None:
        return {}
    index = 1 if language == "en" else 0
    found = {
        str(each["field"]).rsplit(".", 1)[-1]: _TEXTS.get(str(each["reason"]), _OTHER)[index] for each in problem.errors
    }
    field = field_of.get(problem.kind.slug)
    if field is not None:
        found[field] = body_of(problem, language)["title"]
    return found


def invalid_fields(error: ValidationError) -> Problem:
    """The problem for a form that pydantic refused; values are not repeated."""
    errors = tuple(
        {"field": ".".join(str(part) for part in each["loc"]), "reason": each["type"]}
        for each in error.errors(include_input=False, include_context=False, include_url=False)
    )
    return Problem("fields_invalid", errors=errors)
