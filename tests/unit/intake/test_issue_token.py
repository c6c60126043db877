"""Tokens: argon2 once a minute per secret, and never for what has changed since."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from services.intake.application.agencies.issue_token import GrantError, IssueToken
from services.runtime.auth.passwords import SecretHasher
from services.runtime.auth.tokens import TokenIssuer, TokenVerifier
from tests.unit.intake.gateway import NOW, Gateway

SIGNING = "t" * 40


@dataclass
class Desk:
    """A token endpoint with a clock that tests move (seconds)."""

    gateway: Gateway = field(default_factory=Gateway)
    seconds: float = 1.0
    seen: list[str] = field(default_factory=list)
    verified: int = 0

    def __post_init__(self) -> None:
        issuer = TokenIssuer(SIGNING, 600, lambda: NOW)
        self.issue = IssueToken(self.gateway.credentials, issuer, self.seen.extend, lambda: self.seconds)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = Desk()
    verify = SecretHasher.verify

    async def counting(self: SecretHasher, hashes: Sequence[str], secret: str) -> bool:
        made.verified += 1
        return await verify(self, hashes, secret)

    monkeypatch.setattr(SecretHasher, "verify", counting)
    return made


async def test_a_right_secret_is_hashed_once_a_minute(desk: Desk) -> None:
    """And each time in full it is told that the client was seen."""
    issued = await desk.gateway.manage.create(["H90.01"], ["events:write", "codes:reserve"])
    client_id = issued.credential.client_id
    for _ in range(3):
        token = await desk.issue(client_id, issued.client_secret, None)
    assert (desk.verified, desk.seen) == (1, [client_id])
    principal = TokenVerifier([SIGNING], lambda: NOW).verify(token.token)
    assert (principal.client_id, principal.agencies) == (client_id, frozenset({"H90.01"}))
    assert principal.scopes == {"events:write", "codes:reserve"}
    desk.seconds += 61
    await desk.issue(client_id, issued.client_secret, None)
    assert desk.verified == 2


async def test_a_wrong_secret_is_never_remembered(desk: Desk) -> None:
    """Each try costs a hash, for an unknown client too, so that time tells nothing."""
    issued = await desk.gateway.manage.create(["H90.01"], ["events:write"])
    await desk.issue(issued.credential.client_id, issued.client_secret, None)
    for client_id in (issued.credential.client_id, "lt-nobody"):
        for _ in range(2):
            with pytest.raises(GrantError) as caught:
                await desk.issue(client_id, "lts_wrong", None)
            assert caught.value.code == "invalid_client"
    assert desk.verified == 5


async def test_what_is_remembered_ends_with_a_change(desk: Desk) -> None:
    """A dropped or revoked secret is refused at once."""
    issued = await desk.gateway.manage.create(["H90.01"], ["events:write"])
    client_id = issued.credential.client_id
    await desk.issue(client_id, issued.client_secret, None)
    renewed = await desk.gateway.manage.rotate(client_id)
    await desk.issue(client_id, issued.client_secret, None)
    await desk.gateway.manage.drop_old(client_id)
    with pytest.raises(GrantError):
        await desk.issue(client_id, issued.client_secret, None)
    await desk.issue(client_id, renewed.client_secret, None)
    await desk.gateway.manage.revoke(client_id)
    with pytest.raises(GrantError):
        await desk.issue(client_id, renewed.client_secret, None)


async def test_no_more_scopes_than_granted(desk: Desk) -> None:
    """A narrower token is fine."""
    issued = await desk.gateway.manage.create(["H90.01"], ["events:write", "codes:reserve"])
    client_id, secret = issued.credential.client_id, issued.client_secret
    assert (await desk.issue(client_id, secret, frozenset({"events:write"}))).scopes == ("events:write",)
    with pytest.raises(GrantError) as caught:
        await desk.issue(client_id, secret, frozenset({"events:write", "backfill"}))
    assert caught.value.code == "invalid_scope"
