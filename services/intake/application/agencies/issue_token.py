"""The client credentials grant: a client id and its secret for an access token (RFC 6749, section 4.4)."""

import hashlib
import hmac
import os
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from services.intake.application.agencies.credential_ports import Credentials, KeptCredential
from services.intake.domain.credential import Credential
from services.runtime.auth.passwords import SecretHasher
from services.runtime.auth.principal import Principal
from services.runtime.auth.tokens import TokenIssuer
from services.runtime.metrics import METRICS

__all__ = ["GrantError", "IssueToken", "IssuedToken"]

_REMEMBERED_SECONDS: Final = 60.0
_MOST_REMEMBERED: Final = 4096
_LONGEST: Final = 256


class GrantError(Exception):
    """`code` is one of RFC 6749's, section 5.2; the text is for the developer at the other end."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(code)
        self.code = code
        self.text = text


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """`seconds` is how long it is valid, `scopes` what it allows."""

    token: str
    seconds: int
    scopes: tuple[str, ...]


class IssueToken:
    """Argon2 runs in a thread, and not again for a secret that was right within the last minute.

    `seen` gets the client id each time that a secret was checked in full: whoever relays credentials looks at once
    whether this one is still unpublished, so that a new client's first report need not wait for the sweep.
    """

    def __init__(
        self,
        credentials: Credentials,
        issuer: TokenIssuer,
        seen: Callable[[Sequence[str]], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._credentials = credentials
        self._issuer = issuer
        self._seen = seen
        self._clock = clock
        self._hasher = SecretHasher()
        self._pepper = os.urandom(32)
        self._right: OrderedDict[bytes, float] = OrderedDict()

    async def __call__(self, client_id: str, secret: str, wanted: frozenset[str] | None) -> IssuedToken:
        """Return a token with the `wanted` scopes (None: all). Raises GrantError(invalid_client | invalid_scope)."""
        kept = await self._credentials.load(client_id) if len(client_id) <= _LONGEST else None
        if kept is None or not await self._fits(kept, secret):
            if kept is None:
                await self._hasher.verify((), secret[:_LONGEST])
            METRICS.tokens_refused.labels("invalid_client").inc()
            raise GrantError("invalid_client", "unknown client or wrong secret")
        credential = kept.credential
        principal = _principal(credential, _granted(credential, wanted))
        token, seconds = self._issuer.issue(principal)
        return IssuedToken(token, seconds, tuple(sorted(principal.scopes)))

    async def _fits(self, kept: KeptCredential, secret: str) -> bool:
        """The version is part of what is remembered, so a rotation or revocation counts at once."""
        credential = kept.credential
        place = f"{credential.client_id}|{kept.basis.version}|{secret}".encode()
        mark = hmac.new(self._pepper, place, hashlib.sha256).digest()
        if self._right.get(mark, 0.0) > self._clock():
            return True
        if not await self._hasher.verify(credential.secret_hashes, secret[:_LONGEST]):
            return False
        self._right[mark] = self._clock() + _REMEMBERED_SECONDS
        if len(self._right) > _MOST_REMEMBERED:
            self._right.popitem(last=False)
        self._seen([credential.client_id])
        return True


def _granted(credential: Credential, wanted: frozenset[str] | None) -> frozenset[str]:
    allowed = frozenset(credential.scopes)
    if wanted is None:
        return allowed
    if excess := sorted(wanted - allowed):
        raise GrantError("invalid_scope", f"not granted to this client: {' '.join(excess)}"[:_LONGEST])
    return wanted


def _principal(credential: Credential, scopes: frozenset[str]) -> Principal:
    return Principal(credential.client_id, frozenset(credential.agencies), scopes, credential.sandbox)
