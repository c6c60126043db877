"""The cookies of a desk: the session's token, and the language, which all desks share."""

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final

from fastapi import Request, Response

__all__ = ["TokenCookie", "give_language", "is_secure", "language_in"]

_LANGUAGE: Final = "lt-language"
_YEAR: Final = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class TokenCookie:
    """The token of a session. Each desk names its own: hosts share their cookies among all ports."""

    name: str

    def read(self, request: Request) -> str | None:
        return request.cookies.get(self._name(request))

    def give(self, request: Request, response: Response, token: str) -> None:
        """Until the browser closes; the session itself ends earlier. No script, no other site gets at it."""
        name, secure = self._name(request), is_secure(request)
        response.set_cookie(name, token, path="/", secure=secure, httponly=True, samesite="lax")

    def drop(self, request: Request, response: Response) -> None:
        name, secure = self._name(request), is_secure(request)
        response.delete_cookie(name, path="/", secure=secure, httponly=True, samesite="lax")

    def _name(self, request: Request) -> str:
        """`__Host-` ties the cookie to this very host, but browsers take it only together with Secure."""
        return f"__Host-{self.name}" if is_secure(request) else self.name


def language_in(request: Request) -> str:
    return "en" if request.cookies.get(_LANGUAGE) == "en" else "vi"


def give_language(request: Request, response: Response, language: str) -> None:
    chosen = "en" if language == "en" else "vi"
    response.set_cookie(
        _LANGUAGE, chosen, max_age=_YEAR, path="/", secure=is_secure(request), httponly=True, samesite="lax"
    )


def is_secure(request: Request) -> bool:
    """Always, except for plain HTTP on this machine: a proxy that ends TLS speaks plain HTTP to us too."""
    return request.url.scheme == "https" or not _is_loopback(request.url.hostname or "")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
