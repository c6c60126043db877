"""Access tokens: JWT, HS256, issued by intake's token endpoint and verified by every service with the same secret."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from pydantic import BaseModel, ConfigDict, ValidationError

from services.runtime.auth.principal import Principal
from services.runtime.metrics import METRICS
from services.runtime.problems import Problem

Clock = Callable[[], datetime]

_ALGORITHMS: Final = ("HS256",)
_ISSUER: Final = "urn:lienthong:intake"
_AUDIENCE: Final = "urn:lienthong:api"
_LONGEST: Final = 4096


class _Claims(BaseModel):
    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    iss: str
    aud: str
    exp: int
    client_id: str
    agencies: frozenset[str]
    scopes: frozenset[str]
    sandbox: bool = False


class TokenIssuer:
    """Signs tokens with the current secret; they are valid for `seconds`."""

    def __init__(self, secret: str, seconds: int, clock: Clock) -> None:
        self._key = OctKey.import_key(secret.encode())
        self._lifetime = timedelta(seconds=seconds)
        self._clock = clock

    def issue(self, principal: Principal) -> tuple[str, int]:
        """Return a token for `principal`, and for how many seconds it is valid."""
        now = self._clock()
        claims: dict[str, Any] = {
            "iss": _ISSUER,
            "aud": _AUDIENCE,
            "iat": int(now.timestamp()),
            "exp": int((now + self._lifetime).timestamp()),
            "client_id": principal.client_id,
            "agencies": sorted(principal.agencies),
            "scopes": sorted(principal.scopes),
            "sandbox": principal.sandbox,
        }
        METRICS.tokens_issued.inc()
        return jwt.encode({"alg": "HS256"}, claims, self._key, algorithms=_ALGORITHMS), int(
            self._lifetime.total_seconds()
        )


class TokenVerifier:
    """Verifies tokens of any of the `secrets` (two while one is being rotated).

    A token that was verified once is remembered with its expiry, since an agency sends the same one many times; the
    expiry is checked every time. Only good tokens are remembered, at most `remembered` of them.
    """

    def __init__(self, secrets: Sequence[str], clock: Clock, remembered: int = 4096) -> None:
        self._keys = [OctKey.import_key(secret.encode()) for secret in secrets]
        self._clock = clock
        self._size = remembered
        self._cache: OrderedDict[str, tuple[int, Principal]] = OrderedDict()

    def verify(self, token: str) -> Principal:
        """Return who the token was issued to; raises Problem(token_invalid | token_expired)."""
        known = self._cache.get(token) or self._remember(token)
        if self._clock().timestamp() >= known[0]:
            self._cache.pop(token, None)
            raise _refused("token_expired")
        return known[1]

    def _remember(self, token: str) -> tuple[int, Principal]:
        claims = self._decode(token)
        known = claims.exp, Principal(claims.client_id, claims.agencies, claims.scopes, claims.sandbox)
        self._cache[token] = known
        if len(self._cache) > self._size:
            self._cache.popitem(last=False)
        return known

    def _decode(self, token: str) -> _Claims:
        for key in self._keys if len(token) <= _LONGEST else ():
            try:
                claims = _Claims.model_validate(jwt.decode(token, key, algorithms=_ALGORITHMS).claims)
            except (JoseError, ValidationError, ValueError):
                continue
            if (claims.iss, claims.aud) == (_ISSUER, _AUDIENCE):
                return claims
        raise _refused("token_invalid")


def _refused(slug: str) -> Problem:
    METRICS.tokens_refused.labels(slug).inc()
    return Problem(slug, headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})
