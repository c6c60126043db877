"""POST /oauth/token"""

import base64
import binascii
from typing import Any, Final
from urllib.parse import parse_qsl, unquote_plus

from fastapi import Request

from services.intake.application.agencies.issue_token import GrantError, IssueToken
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.problems import Problem, body_of, language_of
from services.runtime.web import ApiRouter
from services.runtime.web.callers import address_of
from services.runtime.web.responses import OrjsonResponse

__all__ = ["add_token"]

_FORM: Final = "application/x-www-form-urlencoded"
_MOST_FIELDS: Final = 8
_TEXT: Final = {"type": "string"}
_REQUEST: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            _FORM: {
                "schema": {
                    "type": "object",
                    "required": ["grant_type"],
                    "properties": {
                        "grant_type": {"type": "string", "enum": ["client_credentials"]},
                        "client_id": _TEXT,
                        "client_secret": _TEXT,
                        "scope": _TEXT,
                    },
                },
                "example": {"grant_type": "client_credentials", "scope": "dossiers:read dossiers:write"},
            }
        },
    }
}
_ANSWER: Final[dict[str, Any]] = {
    "access_token": "eyJhbGciOiJIUzI1NiJ9...",
    "token_type": "Bearer",
    "expires_in": 600,
    "scope": "dossiers:read dossiers:write",
}
_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "Mã truy cập / The access token",
        "content": {"application/json": {"schema": {"type": "object"}, "example": _ANSWER}},
    },
    400: {"description": "RFC 6749: invalid_request, unsupported_grant_type, invalid_scope"},
    401: {"description": "RFC 6749: invalid_client"},
}
_NO_STORE: Final = {"Cache-Control": "no-store", "Pragma": "no-cache"}


def add_token(router: ApiRouter, issue_token: IssueToken, clients: RateLimiter, addresses: RateLimiter) -> None:
    """Limited per address, and per client and address: nobody can lock a client out from elsewhere."""

    @router.post(
        "/oauth/token",
        summary="Lấy mã truy cập / Get an access token",
        response_class=OrjsonResponse,
        responses=_ANSWERS,
        openapi_extra=_REQUEST,
    )
    async def token(request: Request) -> OrjsonResponse:
        """Client credentials grant; the client authenticates with HTTP Basic or in the form, not both."""
        address = address_of(request)
        addresses.take(address)
        try:
            form = _form(request.headers.get("content-type", ""), await request.body())
            client_id, secret = _client(request.headers.get("authorization"), form)
            clients.take(f"{address}|{client_id}")
            wanted = frozenset(form["scope"].split()) if form.get("scope") else None
            issued = await issue_token(client_id, secret, wanted)
        except GrantError as error:
            return _refused(error, language_of(request.headers.get("accept-language", "")))
        body = {
            "access_token": issued.token,
            "token_type": "Bearer",
            "expires_in": issued.seconds,
            "scope": " ".join(issued.scopes),
        }
        return OrjsonResponse(body, headers=_NO_STORE)


def _form(content_type: str, body: bytes) -> dict[str, str]:
    if content_type.partition(";")[0].strip().lower() != _FORM:
        raise GrantError("invalid_request", f"send Content-Type: {_FORM}")
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict")
    except ValueError:
        raise GrantError("invalid_request", "the form cannot be read") from None
    form = dict(pairs)
    if len(form) < len(pairs):
        raise GrantError("invalid_request", "a parameter is given twice")
    if not form.get("grant_type"):
        raise GrantError("invalid_request", "grant_type is missing")
    if form["grant_type"] != "client_credentials":
        raise GrantError("unsupported_grant_type", "use grant_type=client_credentials")
    return form


def _client(authorization: str | None, form: dict[str, str]) -> tuple[str, str]:
    """Client id and secret, from the header or from the form (RFC 6749, section 2.3.1)."""
    in_form = form.get("client_id", ""), form.get("client_secret", "")
    if authorization is None:
        if not all(in_form):
            raise GrantError("invalid_client", "client_id and client_secret are missing")
        return in_form
    if in_form[1]:
        raise GrantError("invalid_request", "authenticate in the header or in the form, not both")
    kind, _, encoded = authorization.partition(" ")
    try:
        client_id, found, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        found = ""
    if kind.lower() != "basic" or not found:
        raise GrantError("invalid_client", "the Authorization header is not HTTP Basic")
    return unquote_plus(client_id), unquote_plus(secret)


def _refused(error: GrantError, language: str) -> OrjsonResponse:
    """RFC 6749's members and media type, with those of a problem beside them: texts in both languages."""
    headers = dict(_NO_STORE)
    unknown = error.code == "invalid_client"
    if unknown:
        headers["WWW-Authenticate"] = 'Basic realm="lienthong", charset="UTF-8"'
    problem = Problem("client_unknown" if unknown else "token_request_refused", reason=error.code)
    body = body_of(problem, language) | {"error": error.code, "error_description": error.text}
    return OrjsonResponse(body, problem.status, headers)
