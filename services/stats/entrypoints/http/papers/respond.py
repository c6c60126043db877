"""A sheet as a response: its tag, how long it may be kept, and nothing at all where the reader has it already."""

from collections.abc import Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from services.runtime.problems import Problem, language_of
from services.runtime.web.pages import POLICY_HEADER
from services.stats.adapters.papers.as_html import POLICY
from services.stats.application.papers.formats import Format, file_name, format_of
from services.stats.application.papers.fresh import Dated
from services.stats.application.papers.press import Sheet

__all__ = ["keep_seconds", "language_wanted", "read_format", "respond", "respond_tagged", "wants_anew"]

_NOT_MODIFIED: Final = 304
_OLDEST_SECONDS: Final = 4  # of the 5 s that a figure may be old, one is for the way
_SAVED: Final = frozenset({Format.CSV, Format.XLSX})


def read_format(request: Request) -> Format:
    """Return the format of `?format=`, else of Accept; raises Problem."""
    named = request.query_params.get("format")
    if named is not None:
        if named not in set(Format):
            raise Problem("fields_invalid", errors=({"field": "query.format", "reason": "unknown"},))
        return Format(named)
    wanted = format_of(request.headers.get("accept", ""))
    if wanted is None:
        raise Problem("format_not_offered", formats=", ".join(Format))
    return wanted


def language_wanted(request: Request) -> str:
    """Return the language of `?lang=`, else of Accept-Language; raises Problem for one that there is not."""
    named = request.query_params.get("lang")
    if named is None:
        return language_of(request.headers.get("accept-language", ""))
    if named not in {"vi", "en"}:
        raise Problem("fields_invalid", errors=({"field": "query.lang", "reason": "unknown"},))
    return named


def wants_anew(request: Request) -> bool:
    """Whether the reader will have nothing that is kept (`Cache-Control: no-cache`), as after a change of its own."""
    return "no-cache" in request.headers.get("cache-control", "").lower()


def respond(request: Request, sheet: Dated[Sheet]) -> Response:
    """Return the sheet, or 304; whoever keeps it asks again before its figures are 5 s old."""
    shown = sheet.value
    headers = {"Content-Language": shown.language, "Vary": "Accept, Accept-Language"}
    if shown.format in _SAVED:
        headers["Content-Disposition"] = f'attachment; filename="{file_name(shown.table, shown.asked, shown.format)}"'
    if shown.format is Format.HTML:
        headers[POLICY_HEADER] = POLICY
    return respond_tagged(request, shown.body, shown.tag, _content_type(shown.format), keep_seconds(sheet.age), headers)


def keep_seconds(age: float) -> int:
    """Return how long figures of that age may still be kept by whoever gets them."""
    return max(0, int(_OLDEST_SECONDS - age))


def respond_tagged(
    request: Request, body: bytes, tag: str, content_type: str, seconds: int, headers: Mapping[str, str]
) -> Response:
    """Return the body with its strong tag, or 304 to whoever names that tag."""
    quoted = f'"{tag}"'
    headers = {**headers, "ETag": quoted, "Cache-Control": f"private, max-age={seconds}, must-revalidate"}
    if _known(request.headers.get("if-none-match", ""), quoted):
        return Response(status_code=_NOT_MODIFIED, headers=headers)
    return Response(body, headers=headers, media_type=content_type)


def _known(if_none_match: str, tag: str) -> bool:
    named = {text.strip().removeprefix("W/") for text in if_none_match.split(",")}
    return tag in named or "*" in named


def _content_type(kind: Format) -> str:
    return f"{kind.media_type}; charset=utf-8" if kind.media_type.startswith("text/") else kind.media_type
