"""Client secrets are stored as hashes, and two may be active."""

from services.runtime.auth.passwords import SecretHasher, new_secret


async def test_two_active_secrets_and_no_other() -> None:
    """During a rotation both fit; others, an unknown client and a damaged hash do not."""
    hasher = SecretHasher()
    old, new = new_secret(), new_secret()
    hashes = [await hasher.hash(old), await hasher.hash(new)]
    assert await hasher.verify(hashes, old)
    assert await hasher.verify(hashes, new)
    assert not await hasher.verify(hashes, new_secret())
    assert not await hasher.verify([], old)
    assert not await hasher.verify(["damaged"], old)
    assert old not in "".join(hashes)
    assert hashes[0].startswith("$argon2id$")
