"""Credentials: what is kept, what is published, and what operators may not do."""

from datetime import timedelta
from typing import Any

import pytest

from services.contracts.events.credential import CredentialChanged
from services.intake.application.agencies.manage_credentials import ManageCredentials
from services.runtime.auth.passwords import SecretHasher
from services.runtime.failures import PermanentError
from tests.unit.intake.gateway import NOW, Gateway

SCOPES = ["events:write"]


@pytest.fixture
def gateway() -> Gateway:
    return Gateway()


def published(gateway: Gateway, client_id: str) -> list[CredentialChanged]:
    outbox: list[dict[str, Any]] = gateway.store.tables["credentials"].rows[client_id]["outbox"]
    assert {(entry["topic"], entry["key"]) for entry in outbox} == {("agency.credential.v1", client_id)}
    return [CredentialChanged.model_validate_json(entry["data"]) for entry in outbox]


async def test_secrets_are_kept_as_hash_and_sealed_only(gateway: Gateway) -> None:
    """Neither store nor event has a readable secret; a marker leads intake's sweep to the event."""
    issued = await gateway.manage.create(["h90.01", "000.00.20.H90"], [*SCOPES, "backfill"], name="desk")
    client_id = issued.credential.client_id
    kept = repr(gateway.store.tables["credentials"].rows[client_id])
    assert issued.signing_key is not None
    assert issued.signing_secret is not None
    for secret in (issued.client_secret, issued.signing_secret, issued.signing_key.hex(), repr(issued.signing_key)):
        assert secret not in kept
        assert secret not in repr(issued)
    (event,) = published(gateway, client_id)
    assert event.agencies == ("H90.01", "H90.20")
    assert event.scopes == ("backfill", "events:write")
    gateway.directory.apply(event)
    key = gateway.directory.find(issued.keyid)
    assert key is not None
    assert key.material == issued.signing_key
    assert client_id in gateway.store.tables["credentials_live"].rows
    (hashed,) = issued.credential.secret_hashes
    assert await SecretHasher().verify([hashed], issued.client_secret)


async def test_a_rotation_adds_one_pair_and_has_to_be_ended(gateway: Gateway) -> None:
    """Two active at most; key ids never come again."""
    first = await gateway.manage.create(["H90.01"], SCOPES)
    client_id = first.credential.client_id
    second = await gateway.manage.rotate(client_id)
    with pytest.raises(PermanentError, match="rotation_unfinished"):
        await gateway.manage.rotate(client_id)
    await gateway.manage.drop_old(client_id)
    third = await gateway.manage.rotate(client_id)
    assert [each.keyid.rpartition(":")[2] for each in (first, second, third)] == ["k1", "k2", "k3"]
    keys = [[key.keyid for key in event.keys] for event in published(gateway, client_id)]
    ids = [first.keyid, second.keyid, third.keyid]
    assert keys == [ids[:1], ids[:2], ids[1:2], ids[1:]]


async def test_revocation_is_for_good(gateway: Gateway) -> None:
    """No secret and no key is kept, the event has no key, and nothing brings it back."""
    client_id = (await gateway.manage.create(["H90.01"], SCOPES)).credential.client_id
    revoked = await gateway.manage.revoke(client_id)
    assert (revoked.secret_hashes, revoked.keys, revoked.revoked_at) == ((), (), NOW)
    assert published(gateway, client_id)[-1].keys == ()
    assert await gateway.manage.revoke(client_id) == revoked
    assert len(published(gateway, client_id)) == 2
    for change in (gateway.manage.rotate, gateway.manage.drop_old):
        with pytest.raises(PermanentError, match="credential_revoked"):
            await change(client_id)


async def test_an_agency_may_bring_its_own_public_key(gateway: Gateway) -> None:
    """Then no signing secret exists, and no sealing key is needed."""
    manage = ManageCredentials(gateway.credentials, None, lambda: NOW + timedelta(seconds=1))
    issued = await manage.create(["H90.01"], SCOPES, ed25519_public=b"p" * 32)
    assert issued.signing_secret is None
    (event,) = published(gateway, issued.credential.client_id)
    gateway.directory.apply(event)
    key = gateway.directory.find(issued.keyid)
    assert key is not None
    assert (key.algorithm, key.material) == ("ed25519", b"p" * 32)
    with pytest.raises(PermanentError, match="credential_keys_missing"):
        await manage.create(["H90.01"], SCOPES)


@pytest.mark.parametrize(
    ("agencies", "scopes", "reason"),
    [
        ([], SCOPES, "agency_required"),
        (["somewhere"], SCOPES, "code_invalid"),
        (["H90.01"], [], "scope_required"),
        (["H90.01"], ["dossiers:burn"], "scope_unknown"),
    ],
)
async def test_wrong_wishes_are_refused(gateway: Gateway, agencies: list[str], scopes: list[str], reason: str) -> None:
    """With a remedy, and nothing is kept."""
    with pytest.raises(PermanentError, match=reason) as caught:
        await gateway.manage.create(agencies, scopes)
    assert caught.value.fields["remedy"]
    assert not gateway.store.tables["credentials"].rows


async def test_an_unknown_client_is_said_to_be_unknown(gateway: Gateway) -> None:
    """For every command."""
    for change in (gateway.manage.rotate, gateway.manage.drop_old, gateway.manage.revoke):
        with pytest.raises(PermanentError, match="credential_unknown"):
            await change("lt-nobody")
    assert await gateway.manage.list_all() == []


async def test_a_sandbox_credential_says_so_to_verifiers(gateway: Gateway) -> None:
    """The mark is kept over a rotation, so that its reports never count as real ones."""
    issued = await gateway.manage.create(["H90.01"], SCOPES, sandbox=True)
    await gateway.manage.rotate(issued.credential.client_id)
    assert [event.sandbox for event in published(gateway, issued.credential.client_id)] == [True, True]
