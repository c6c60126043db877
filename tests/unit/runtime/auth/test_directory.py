"""The directory knows the last state of every credential, and when it is sure to know enough."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from services.contracts.events.credential import CredentialChanged, VerificationKey
from services.runtime.auth.directory import KeyDirectory, public_material, seal_material
from services.runtime.failures import PermanentError, TransientError
from services.runtime.sealing import FieldCipher, KeyRing, new_key_ring

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
PATIENCE = timedelta(seconds=30)
CIPHER = FieldCipher(KeyRing.parse(new_key_ring("k1")))
SECRET, PUBLIC = os.urandom(32), os.urandom(32)


def _hmac(client: str, keyid: str) -> VerificationKey:
    return VerificationKey(keyid=keyid, algorithm="hmac-sha256", material=seal_material(CIPHER, client, keyid, SECRET))


def _ed25519(keyid: str) -> VerificationKey:
    return VerificationKey(keyid=keyid, algorithm="ed25519", material=public_material(PUBLIC))


def _credential(client: str, *keys: VerificationKey) -> CredentialChanged:
    return CredentialChanged(
        occurred_at=NOW, client_id=client, agencies=("H90.20.01",), scopes=("reports.write",), keys=keys
    )


@pytest.fixture
def directory() -> KeyDirectory:
    return KeyDirectory(CIPHER, PATIENCE)


def test_both_kinds_of_key_are_found_with_their_credential(directory: KeyDirectory) -> None:
    """HMAC secrets are unsealed, public keys taken as they are."""
    directory.apply(_credential("client-1", _hmac("client-1", "a"), _ed25519("b")))
    first, second = directory.find("a"), directory.find("b")
    assert first is not None
    assert second is not None
    assert (first.material, second.material) == (SECRET, PUBLIC)
    assert (first.client_id, first.agencies, first.scopes) == (
        "client-1", frozenset({"H90.20.01"}), frozenset({"reports.write"}),
    )  # fmt: skip


def test_the_last_state_of_a_client_wins(directory: KeyDirectory) -> None:
    """Rotation replaces keys, a credential without keys or a tombstone is revoked; applying twice changes nothing."""
    directory.apply(_credential("client-1", _ed25519("a")))
    directory.apply(_credential("client-1", _ed25519("b")))
    directory.apply(_credential("client-1", _ed25519("b")))
    assert directory.find("a") is None
    assert directory.find("b") is not None
    directory.apply(_credential("client-1"))
    assert directory.find("b") is None
    directory.apply(_credential("client-1", _ed25519("c")))
    directory.remove("client-1")
    directory.remove("client-1")
    assert directory.find("c") is None


def test_material_sealed_for_another_place_is_refused_and_changes_nothing(directory: KeyDirectory) -> None:
    """A sealed secret cannot be moved to another client or key id."""
    directory.apply(_credential("client-1", _ed25519("a")))
    with pytest.raises(PermanentError, match="field_unreadable"):
        directory.apply(_credential("client-1", _hmac("client-2", "b")))
    assert directory.find("a") is not None


def test_a_key_id_belongs_to_one_client(directory: KeyDirectory) -> None:
    """A second client cannot take over a key id."""
    directory.apply(_credential("client-1", _ed25519("a")))
    with pytest.raises(PermanentError, match="keyid_taken"):
        directory.apply(_credential("client-2", _ed25519("a")))
    found = directory.find("a")
    assert found is not None
    assert found.client_id == "client-1"


def test_an_unknown_key_is_transient_for_a_bounded_time(directory: KeyDirectory) -> None:
    """Until the directory has seen all that was published up to the report's time plus the patience."""
    with pytest.raises(TransientError, match="key_not_known_yet"):
        directory.resolve("a", NOW)
    directory.caught_up(NOW + PATIENCE - timedelta(seconds=1))
    with pytest.raises(TransientError, match="key_not_known_yet"):
        directory.resolve("a", NOW)
    directory.caught_up(NOW + PATIENCE)
    assert directory.resolve("a", NOW) is None
    directory.apply(_credential("client-1", _ed25519("a")))
    assert directory.resolve("a", NOW + PATIENCE) is not None


def test_a_missing_key_id_is_never_waited_for(directory: KeyDirectory) -> None:
    """An unsigned report is refused at once by verify."""
    assert directory.resolve(None, NOW) is None


def test_the_public_keys_of_an_agency_are_those_of_its_own_credentials(directory: KeyDirectory) -> None:
    """Neither secrets nor keys of a sandbox verify its files, nor those of others."""
    directory.apply(_credential("client-1", _hmac("client-1", "a"), _ed25519("b")))
    directory.apply(_credential("client-2", _ed25519("c")).model_copy(update={"sandbox": True}))
    assert [key.keyid for key in directory.public_keys_of("H90.20.01")] == ["b"]
    assert directory.public_keys_of("H90.20") == ()
