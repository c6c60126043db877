"""The FastAPI dependency that every protected endpoint names: `Depends(require("dossiers.write"))`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from fastapi.security import OAuth2
from fastapi.security.base import SecurityBase

from services.kernel.times import Clock
from services.runtime.auth.principal import Principal
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.auth.tokens import TokenVerifier
from services.runtime.problems import Problem
from services.runtime.settings import TokenSettings

_flow: SecurityBase = OAuth2(
    flows={"clientCredentials": {"tokenUrl": "/oauth/token", "scopes": {}}}, auto_error=False, scheme_name="agencies"
)


@dataclass(frozen=True, slots=True)
class Access:
    """What requests are checked with; without a limiter nothing is limited."""

    verifier: TokenVerifier
    limiter: RateLimiter | None = None


def access_of(settings: TokenSettings, clock: Clock) -> Access:
    """Accepts the tokens of the secret in force, and of the one before while it is being rotated."""
    secrets = (settings.token_secret, settings.token_secret_previous)
    return Access(TokenVerifier([secret.get_secret_value() for secret in secrets if secret], clock))


def protect(app: FastAPI, access: Access) -> None:
    """Give the application what `require` checks with; call it once while wiring."""
    app.state.access = access


def require(scope: str) -> Callable[..., Awaitable[Principal]]:
    """Return a dependency that yields the principal; raises Problem: 401, 403 scope_missing, 429 rate_limited."""

    async def principal(request: Request, _documented: Annotated[object, Depends(_flow)] = None) -> Principal:
        access: Access = request.app.state.access
        found = access.verifier.verify(_bearer(request.headers.get("authorization", "")))
        if scope not in found.scopes:
            raise Problem("scope_missing", scope=scope)
        if access.limiter is not None:
            access.limiter.take(found.client_id)
        return found

    return principal


def _bearer(header: str) -> str:
    kind, _, token = header.partition(" ")
    if kind.lower() != "bearer" or not token:
        raise Problem("token_missing", headers={"WWW-Authenticate": "Bearer"})
    return token.strip()
