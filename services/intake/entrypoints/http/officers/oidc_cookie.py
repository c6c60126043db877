"""The cookie of one way to the OIDC provider and back."""

from typing import Final

from fastapi import Request, Response

from services.runtime.web.desk.cookies import is_secure

__all__ = ["drop_state", "give_state", "state_in"]

_STATE: Final = "lt-oidc"
_STATE_SECONDS: Final = 600


def state_in(request: Request) -> str:
    return request.cookies.get(_STATE, "")


def give_state(request: Request, response: Response, state: str) -> None:
    """Lax, since the browser comes back from another site."""
    response.set_cookie(
        _STATE,
        state,
        max_age=_STATE_SECONDS,
        path="/can-bo/oidc",
        secure=is_secure(request),
        httponly=True,
        samesite="lax",
    )


def drop_state(request: Request, response: Response) -> None:
    response.delete_cookie(_STATE, path="/can-bo/oidc", secure=is_secure(request), httponly=True, samesite="lax")
