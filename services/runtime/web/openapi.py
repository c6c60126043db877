"""Describes our problems in the OpenAPI document, in place of the framework's own error form."""

from typing import Any, Final

from fastapi import FastAPI

from services.runtime.problem_types import BY_SLUG
from services.runtime.problems import MEDIA_TYPE, Problem, body_of

_TEXT: Final = {"type": "string"}
_PAIR: Final = {"type": "object", "properties": {"title": _TEXT, "detail": _TEXT}, "required": ["title", "detail"]}
_SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "title": "Problem",
    "description": "RFC 9457; title and detail follow Accept-Language, texts holds both languages.",
    "properties": {
        "type": {"type": "string", "enum": [kind.uri for kind in BY_SLUG.values()]},
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "request_id": _TEXT,
        "texts": {"type": "object", "properties": {"vi": _PAIR, "en": _PAIR}, "required": ["vi", "en"]},
        "errors": {
            "type": "array",
            "items": {"type": "object", "properties": {"field": _TEXT, "reason": _TEXT, "message": _TEXT}},
        },
    },
    "required": ["type", "title", "status", "detail", "texts"],
}
_FRAMEWORK: Final = ("HTTPValidationError", "ValidationError")


def describe_problems(app: FastAPI) -> None:
    """Make `app.openapi()` describe every failure as a problem."""
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _with_problems(generate())
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign] # the way FastAPI documents for extending it


def _with_problems(document: dict[str, Any]) -> dict[str, Any]:
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for name in _FRAMEWORK:
        schemas.pop(name, None)
    schemas["Problem"] = _SCHEMA
    for path in document.get("paths", {}).values():
        for operation in path.values():
            responses = operation["responses"]
            responses.pop("422", None)
            responses["default"] = _response()
    return document


def _response() -> dict[str, Any]:
    example = body_of(Problem("not_found"), "vi")
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}}
    return {"description": "Vấn đề (RFC 9457) / Problem", "content": content}
