"""What a request for a paper asks for: the question, and how the answer is to be shown."""

from typing import Any, Final

from starlette.requests import Request

from services.runtime.problems import Problem
from services.stats.application.papers.cursor import read_cursor
from services.stats.application.papers.formats import Format
from services.stats.application.papers.paper import Paper
from services.stats.application.papers.press import Wanted
from services.stats.domain.papers.asking import Asked, AskedError, Parameter, Shape, read_asked
from services.stats.domain.papers.pages import Place
from services.stats.entrypoints.http.papers.respond import language_wanted, read_format

__all__ = ["asked_of", "describe", "refused", "wanted_of"]

_MOST_ROWS: Final = 1_000
_MANNERS: Final = frozenset({"format", "lang", "limit", "cursor"})


def asked_of(request: Request, paper: Paper) -> Asked:
    """Return what the paper is asked with; raises Problem with every wrong parameter, never with its value."""
    given = [(name, text) for name, text in request.query_params.multi_items() if name not in _MANNERS]
    try:
        return read_asked(paper.parameters, given)
    except AskedError as error:
        raise refused(error, "query") from error


def refused(error: AskedError, place: str) -> Problem:
    found = tuple({"field": f"{place}.{name}", "reason": reason} for name, reason in error.errors)
    return Problem("fields_invalid", errors=found)


def wanted_of(request: Request, paper: Paper) -> Wanted:
    """Return format, language and page; pages are of JSON only, since a file is saved whole. Raises Problem."""
    kind, language = read_format(request), language_wanted(request)
    limit, cursor = request.query_params.get("limit"), request.query_params.get("cursor")
    if limit is None and cursor is None:
        return Wanted(kind, language)
    if kind is not Format.JSON:
        raise _wrong("limit" if limit is not None else "cursor", "json_only")
    return Wanted(kind, language, _limit(limit), _place(paper, cursor))


def describe(parameters: tuple[Parameter, ...]) -> list[dict[str, Any]]:
    """Return the parameters as OpenAPI has them, with those that every paper takes."""
    own = [_described(one.name, one.meaning, _schema(one), required=one.required) for one in parameters]
    return [*own, *_SHARED]


def _limit(text: str | None) -> int:
    if text is None:
        return _MOST_ROWS
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(_MOST_ROWS)) and 1 <= int(text) <= _MOST_ROWS):
        raise _wrong("limit", "out_of_range")
    return int(text)


def _place(paper: Paper, cursor: str | None) -> Place | None:
    if cursor is None:
        return None
    try:
        return read_cursor(paper.key, cursor)
    except ValueError as error:
        raise _wrong("cursor", "malformed") from error


def _wrong(name: str, reason: str) -> Problem:
    return Problem("fields_invalid", errors=({"field": f"query.{name}", "reason": reason},))


def _described(name: str, meaning: str, schema: dict[str, Any], *, required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": required, "description": meaning, "schema": schema}


_SHARED: Final = (
    _described("format", "Instead of Accept", {"type": "string", "enum": [str(kind) for kind in Format]}),
    _described("lang", "Instead of Accept-Language", {"type": "string", "enum": ["vi", "en"]}),
    _described("limit", "Rows of a page of JSON", {"type": "integer", "minimum": 1, "maximum": _MOST_ROWS}),
    _described("cursor", "`next` of the page before", {"type": "string"}),
)
_SCHEMAS: Final[dict[Shape, dict[str, Any]]] = {
    Shape.DAY: {"type": "string", "format": "date"},
    Shape.WEEK: {"type": "string", "pattern": r"^\d{4}-W\d{2}$"},
    Shape.AGENCY: {"type": "string"},
    Shape.WORD: {"type": "string"},
    Shape.WHOLE: {"type": "integer", "minimum": 0},
    Shape.FLAG: {"type": "boolean"},
}


def _schema(parameter: Parameter) -> dict[str, Any]:
    one = dict(_SCHEMAS[parameter.shape])
    if parameter.choices is not None:
        one["enum"] = sorted(parameter.choices)
    return {"type": "array", "items": one} if parameter.many else one
