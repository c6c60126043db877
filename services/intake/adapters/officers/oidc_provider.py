"""An OIDC provider over HTTP, by discovery; its id tokens are verified with its published keys."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import SecretStr

from services.intake.application.officers.oidc_sign_in import Errand
from services.kernel.times import Clock
from services.runtime.problems import Problem

__all__ = ["OidcClient", "OidcProvider"]

_SECONDS: Final = 10.0
_ALGORITHMS: Final = ("RS256", "PS256", "ES256", "EdDSA")
_OLDEST: Final = timedelta(minutes=10)
_DISCOVERY: Final = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True)
class OidcClient:
    """How the provider knows us."""

    issuer: str
    client_id: str
    secret: SecretStr | None
    redirect_uri: str


class OidcProvider:
    """Implements `IdentityProvider`. Addresses are read anew for each errand: signing in is rare, stale ones hurt."""

    def __init__(self, client: OidcClient, clock: Clock) -> None:
        self._client = client
        self._clock = clock

    async def address(self, state: str, errand: Errand) -> str:
        async with self._session() as session:
            there = _named(await self._discover(session), "authorization_endpoint")
            address, _ = session.create_authorization_url(
                there, state=state, code_verifier=errand.verifier, nonce=errand.nonce
            )
            return str(address)

    async def subject(self, code: str, errand: Errand) -> str:
        async with self._session() as session:
            facts = await self._discover(session)
            try:
                token = await session.fetch_token(facts["token_endpoint"], code=code, code_verifier=errand.verifier)
                keys = KeySet.import_key_set({"keys": (await self._json(session, facts["jwks_uri"]))["keys"]})
                claims = jwt.decode(token["id_token"], keys, algorithms=_ALGORITHMS).claims
                self._registry(errand).validate(claims)
            except (httpx.HTTPError, AuthlibBaseError, JoseError, KeyError, ValueError) as error:
                raise Problem("oidc_failed") from error
        return f"{claims['iss']}|{claims['sub']}"

    def _registry(self, errand: Errand) -> jwt.JWTClaimsRegistry:
        now = int(self._clock().timestamp())
        return jwt.JWTClaimsRegistry(
            now=now,
            leeway=int(_OLDEST.total_seconds()) // 10,
            iss={"essential": True, "value": self._client.issuer},
            aud={"essential": True, "value": self._client.client_id},
            exp={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": errand.nonce},
        )

    async def _discover(self, session: AsyncOAuth2Client) -> dict[str, Any]:
        """Raises Problem(oidc_failed), also when the provider calls itself otherwise than we do."""
        facts = await self._json(session, self._client.issuer.rstrip("/") + _DISCOVERY)
        if facts.get("issuer") != self._client.issuer:
            raise Problem("oidc_failed")
        return facts

    async def _json(self, session: AsyncOAuth2Client, address: str) -> dict[str, Any]:
        try:
            answer = await session.request("GET", address, withhold_token=True)
            answer.raise_for_status()
            facts: dict[str, Any] = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise Problem("oidc_failed") from error
        return facts

    def _session(self) -> AsyncOAuth2Client:
        secret = self._client.secret
        return AsyncOAuth2Client(
            client_id=self._client.client_id,
            client_secret=secret.get_secret_value() if secret else None,
            token_endpoint_auth_method="client_secret_basic" if secret else "none",
            scope="openid",
            redirect_uri=self._client.redirect_uri,
            code_challenge_method="S256",
            timeout=_SECONDS,
        )


def _named(facts: dict[str, Any], name: str) -> str:
    if name not in facts:
        raise Problem("oidc_failed")
    return str(facts[name])
