"""Problems over HTTP (RFC 9457): one exception, one form, both languages in every answer."""

import math
import string
from collections.abc import Mapping
from typing import Any, Final

from services.runtime.failures import PermanentError, TransientError
from services.runtime.problem_types import BY_SLUG, ProblemType

MEDIA_TYPE: Final = "application/problem+json"
_RETRY_SECONDS: Final = 2
_RESERVED: Final = frozenset({"type", "title", "status", "detail", "instance", "request_id", "errors", "texts"})
_BY_STATUS: Final = {
    400: "request_malformed",
    401: "token_missing",
    404: "not_found",
    405: "method_not_allowed",
    413: "body_too_large",
    415: "media_type_unsupported",
}


class Problem(Exception):  # noqa: N818 the RFC's word
    """Raise it to answer with a problem of the table; `fields` become members of the answer and fill its detail.

    `errors` lists wrong fields as {"field": ..., "reason": ...}; `headers` are added to the response. Raises KeyError
    for a slug that is not in the table.
    """

    def __init__(
        self,
        slug: str,
        *,
        errors: tuple[Mapping[str, Any], ...] = (),
        headers: Mapping[str, str] | None = None,
        **fields: Any,
    ) -> None:
        super().__init__(slug)
        self.kind: ProblemType = BY_SLUG[slug]
        self.errors = errors
        self.fields = fields
        self.headers: dict[str, str] = dict(headers or {})

    @property
    def status(self) -> int:
        return self.kind.status


def rate_limited(wait_seconds: float) -> Problem:
    """Return 429 with Retry-After in whole seconds, rounded up."""
    wait = max(1, math.ceil(wait_seconds))
    return Problem("rate_limited", headers={"Retry-After": str(wait)}, retry_after=wait)


def unavailable(retry_after: int = _RETRY_SECONDS) -> Problem:
    """Return 503 with Retry-After (seconds)."""
    return Problem("temporarily_unavailable", headers={"Retry-After": str(retry_after)}, retry_after=retry_after)


def from_permanent(error: PermanentError) -> Problem:
    """Map a refusal: to the type named like its reason, else to `request_refused` (422) with the reason as a field."""
    fields = {name: value for name, value in error.fields.items() if name not in {"slug", "errors", "headers"}}
    if error.reason in BY_SLUG:
        return Problem(error.reason, **fields)
    return Problem("request_refused", **(fields | {"reason": error.reason}))


def from_transient(error: TransientError) -> Problem:
    """Map to 503; the field `retry_after` (seconds) sets Retry-After, nothing else of the error is shown."""
    wanted = error.fields.get("retry_after", _RETRY_SECONDS)
    return unavailable(max(1, math.ceil(wanted)) if isinstance(wanted, int | float) else _RETRY_SECONDS)


def from_status(status: int) -> Problem:
    """Map a bare HTTP status of the framework to the nearest type."""
    slug = _BY_STATUS.get(status)
    if slug is None:
        slug = "internal_error" if status >= 500 else "request_malformed"  # noqa: PLR2004 the class of the status
    return Problem(slug)


def language_of(accept_language: str) -> str:
    """Return "en" when it is preferred over Vietnamese, otherwise "vi" (also when nothing is said)."""
    weights = {"vi": 0.0, "en": 0.0}
    for entry in accept_language.split(","):
        tag, _, parameters = entry.strip().partition(";")
        primary = tag.strip().lower().split("-")[0]
        if primary in weights:
            weights[primary] = max(weights[primary], _quality(parameters))
    return "en" if weights["en"] > weights["vi"] else "vi"


def body_of(problem: Problem, language: str, request_id: str | None = None) -> dict[str, Any]:
    """Return the members of the answer: RFC 9457's, both languages, and the problem's own fields."""
    kind = problem.kind
    body: dict[str, Any] = {name: value for name, value in problem.fields.items() if name not in _RESERVED}
    texts = {
        "vi": {"title": kind.title_vi, "detail": _fill(kind.detail_vi, problem.fields)},
        "en": {"title": kind.title_en, "detail": _fill(kind.detail_en, problem.fields)},
    }
    body |= {"type": kind.uri, "status": kind.status, **texts[language], "texts": texts}
    if request_id:
        body["request_id"] = request_id
    if problem.errors:
        body["errors"] = [dict(entry) for entry in problem.errors]
    return body


def _fill(template: str, fields: Mapping[str, Any]) -> str:
    wanted = {name for _, name, _, _ in string.Formatter().parse(template) if name}
    return template.format_map({name: fields[name] for name in wanted}) if wanted <= fields.keys() else ""


def _quality(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
