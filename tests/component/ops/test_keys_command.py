"""`lienthong keys` as an operator types it, on the real store without intake."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from typer.testing import CliRunner, Result

from services.ops.cli.keys import app
from services.ops.keys import Place, create_credential
from services.runtime.sealing import new_key_ring
from tests.platform_fixture import TestPlatform

GRANT = ["--agency", "H90.01", "--scope", "events:write"]


@pytest.fixture
def place(platform: TestPlatform, namespace: str) -> Place:
    return Place(platform.store_url, namespace, new_key_ring("c1"))


def run(place: Place, *arguments: str) -> Result:
    env = {
        "LIENTHONG_STORE_URL": place.store_url,
        "LIENTHONG_NAMESPACE": place.namespace,
        "LIENTHONG_CREDENTIAL_KEYS": place.credential_keys,
    }
    return CliRunner().invoke(app, list(arguments), env=env)


def answer(place: Place, *arguments: str) -> Any:
    result = run(place, *arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_credential_is_made_rotated_and_revoked(place: Place) -> None:
    """Secrets are printed by create and rotate, never by list."""
    made = answer(place, "create", *GRANT, "--agency", "H90.02", "--backfill", "--name", "desk")
    client_id = made["client_id"]
    assert (made["agencies"], made["scopes"]) == (["H90.01", "H90.02"], ["backfill", "events:write"])
    rotated = answer(place, "rotate", client_id)
    assert rotated["client_secret"] != made["client_secret"]
    assert rotated["signing_secret"].startswith("whsec_")
    (listed,) = answer(place, "list")
    assert (listed["name"], listed["secrets"], listed["keys"]) == ("desk", 2, [made["keyid"], rotated["keyid"]])
    plain = run(place, "list")
    for secret in (made["client_secret"], rotated["signing_secret"]):
        assert secret not in plain.output
    (kept,) = answer(place, "rotate", client_id, "--drop-old")
    assert kept["keys"] == [rotated["keyid"]]
    (revoked,) = answer(place, "revoke", client_id)
    assert (revoked["secrets"], revoked["keys"]) == (0, [])
    assert "revoked" in run(place, "list").output


def test_an_own_public_key_is_read_from_its_file(place: Place, tmp_path: Path) -> None:
    """PEM as openssl writes it; a private key or nothing is refused."""
    key, file = Ed25519PrivateKey.generate(), tmp_path / "agency.pem"
    file.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    assert answer(place, "create", *GRANT, "--ed25519-public", str(file))["signing_secret"] is None
    file.write_text("-----BEGIN PRIVATE KEY-----")
    refused = run(place, "create", *GRANT, "--ed25519-public", str(file))
    assert (refused.exit_code, "public_key_unreadable" in refused.output) == (1, True)


def test_mistakes_are_told_with_a_remedy(place: Place) -> None:
    """Exit code 1, one line, no trace."""
    for arguments, reason in (
        (["create", "--agency", "H90.01"], "scope_required"),
        (["create", "--agency", "here", "--scope", "events:write"], "code_invalid"),
        (["rotate", "lt-nobody"], "credential_unknown"),
        (["revoke", "lt-nobody"], "credential_unknown"),
    ):
        result = run(place, *arguments)
        assert (result.exit_code, reason in result.output) == (1, True), result.output
    unsealed = Place(place.store_url, place.namespace)
    assert "LIENTHONG_CREDENTIAL_KEYS" in run(unsealed, "create", *GRANT).output


def test_other_programs_make_credentials_with_one_call(place: Place) -> None:
    """As the demo does."""
    issued = asyncio.run(create_credential(place, ["H90.20.01"], ["events:write"], name="land"))
    (listed,) = answer(place, "list")
    assert (listed["client_id"], listed["name"]) == (issued.credential.client_id, "land")
    assert issued.signing_key is not None
