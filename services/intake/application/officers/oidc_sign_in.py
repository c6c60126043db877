"""Signs an officer in by an OIDC provider: authorization code with PKCE, for accounts that are linked to it."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from services.kernel.times import Clock
from services.runtime.metrics import METRICS
from services.runtime.officers.ports import Accounts
from services.runtime.officers.session_desk import SessionDesk
from services.runtime.problems import Problem

__all__ = ["Errand", "Errands", "IdentityProvider", "OidcSignIn"]

_BYTES = 32


@dataclass(frozen=True, slots=True)
class Errand:
    """One way to the provider and back: what must fit when the browser returns; `id` is a hash of the state."""

    id: str
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    onward: str
    at: datetime


class Errands(Protocol):
    async def keep(self, errand: Errand) -> None: ...

    async def take(self, id_: str) -> Errand | None:
        """Once: the second who asks gets None."""
        ...

    async def forget_before(self, at: datetime) -> int: ...


class IdentityProvider(Protocol):
    """Raises Problem(oidc_failed) for whatever goes wrong with the provider or its answers."""

    async def address(self, state: str, errand: Errand) -> str:
        """Where to send the browser."""
        ...

    async def subject(self, code: str, errand: Errand) -> str:
        """issuer|sub of the verified id token."""
        ...


class OidcSignIn:
    """The state is in the browser's cookie and in the address: who was sent a foreign address has no such cookie."""

    def __init__(
        self, provider: IdentityProvider, errands: Errands, accounts: Accounts, desk: SessionDesk, clock: Clock
    ) -> None:
        self._provider = provider
        self._errands = errands
        self._accounts = accounts
        self._desk = desk
        self._clock = clock

    async def start(self, onward: str) -> tuple[str, str]:
        """Return the provider's address and the state for the cookie."""
        state, nonce, verifier = (secrets.token_urlsafe(_BYTES) for _ in range(3))
        errand = Errand(_id(state), nonce, verifier, onward, self._clock())
        address = await self._provider.address(state, errand)
        await self._errands.keep(errand)
        return address, state

    async def finish(self, code: str, state: str, own_state: str, former_token: str | None) -> tuple[str, str]:
        """Return the token of the new session and where to go on. Raises Problem(oidc_failed | oidc_unlinked)."""
        if not state or not hmac.compare_digest(state.encode(), own_state.encode()):
            raise _refused("oidc_failed")
        errand = await self._errands.take(_id(state))
        if errand is None:
            raise _refused("oidc_failed")
        account = await self._accounts.by_subject(await self._provider.subject(code, errand))
        if account is None or account.disabled_at is not None:
            raise _refused("oidc_unlinked")
        return await self._desk.open(account, former_token), errand.onward


def _id(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()


def _refused(slug: str) -> Problem:
    METRICS.tokens_refused.labels(slug).inc()
    return Problem(slug)
