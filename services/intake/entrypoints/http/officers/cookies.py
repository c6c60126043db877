"""The cookies of the desk: the session's token, the way to an OIDC provider, the language."""

from ipaddress import ip_address
from typing import Final

from fastapi import Request, Response

__all__ = [
    "drop_state",
    "drop_token",
    "give_language",
    "give_state",
    "give_token",
    "language_in",
    "state_in",
    "token_in",
]

_TOKEN: Final = "lt-officer"  # noqa: S105 a name, not a secret
_HOST_TOKEN: Final = f"__Host-{_TOKEN}"
_STATE: Final = "lt-oidc"
_STATE_SECONDS: Final = 600
_LANGUAGE: Final = "lt-language"
_YEAR: Final = 365 * 24 * 3600


def token_in(request: Request) -> str | None:
    return request.cookies.get(_name(request))


def give_token(request: Request, response: Response, token: str) -> None:
    """Until the browser closes; the session itself ends earlier. No script, no other site gets at it."""
    response.set_cookie(_name(request), token, path="/", secure=_is_secure(request), httponly=True, samesite="lax")


def drop_token(request: Request, response: Response) -> None:
    response.delete_cookie(_name(request), path="/", secure=_is_secure(request), httponly=True, samesite="lax")


def state_in(request: Request) -> str:
    return request.cookies.get(_STATE, "")


def give_state(request: Request, response: Response, state: str) -> None:
    """Lax, since the browser comes back from another site."""
    response.set_cookie(
        _STATE,
        state,
        max_age=_STATE_SECONDS,
        path="/can-bo/oidc",
        secure=_is_secure(request),
        httponly=True,
        samesite="lax",
    )


def drop_state(request: Request, response: Response) -> None:
    response.delete_cookie(_STATE, path="/can-bo/oidc", secure=_is_secure(request), httponly=True, samesite="lax")


def language_in(request: Request) -> str:
    return "en" if request.cookies.get(_LANGUAGE) == "en" else "vi"


def give_language(request: Request, response: Response, language: str) -> None:
    chosen = "en" if language == "en" else "vi"
    response.set_cookie(
        _LANGUAGE, chosen, max_age=_YEAR, path="/", secure=_is_secure(request), httponly=True, samesite="lax"
    )


def _name(request: Request) -> str:
    """`__Host-` ties the cookie to this very host, but browsers take it only together with Secure."""
    return _HOST_TOKEN if _is_secure(request) else _TOKEN


def _is_secure(request: Request) -> bool:
    """Always, except for plain HTTP on this machine: a proxy that ends TLS speaks plain HTTP to us too."""
    return request.url.scheme == "https" or not _is_loopback(request.url.hostname or "")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
