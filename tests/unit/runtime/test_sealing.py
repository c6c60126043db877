"""What is sealed opens with the right key, in the right place, and only then."""

import base64
import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwe
from joserfc.jwk import ECKey

from services.runtime import common_jwe
from services.runtime.failures import PermanentError
from services.runtime.sealing import (
    FieldCipher,
    KeyRing,
    keyed_hash,
    new_key_pair,
    new_key_ring,
    read_jwk,
    read_private_jwk,
    seal,
    sealer_for,
    unseal,
)

PRIVATE_TEXT, PUBLIC_TEXT = new_key_pair("intake-1")
PRIVATE, PUBLIC = read_private_jwk(PRIVATE_TEXT), read_jwk(PUBLIC_TEXT)


def test_a_sealed_text_opens_with_the_private_key() -> None:
    """Round trip through the texts that stand in the environment file; the header names the key."""
    jwe = seal(PUBLIC, "Nguyễn Văn A".encode())
    assert unseal(PRIVATE, jwe).decode() == "Nguyễn Văn A"
    assert jwe.count(".") == 4
    assert b"intake-1" in base64.urlsafe_b64decode(jwe.split(".")[0] + "==")


@given(texts=st.lists(st.binary(max_size=200), min_size=1, max_size=4))
def test_what_is_sealed_in_a_row_opens_with_the_library(texts: list[bytes]) -> None:
    """The cheap way of sealing makes the same JWE as the library: each opens by either, and no two are alike."""
    sealer = sealer_for(PUBLIC)
    sealed = [sealer.seal(text) for text in texts]
    algorithms = ["ECDH-ES+A256KW", "A256GCM"]
    assert [jwe.decrypt_compact(one, PRIVATE, algorithms=algorithms).plaintext for one in sealed] == texts
    assert [unseal(PRIVATE, one) for one in sealed] == texts
    for part in (1, 2):
        assert len({one.split(".")[part] for one in sealed}) == len(texts)


def test_an_ephemeral_key_is_replaced_in_time() -> None:
    """Texts of one minute share it; those of the next have another."""
    now = [0.0]
    sealer = common_jwe.Sealer(PUBLIC.public_key, None, lambda: now[0])
    headers = []
    for moment in (0.0, 59.0, 60.0):
        now[0] = moment
        headers.append(sealer.seal(b"x").split(".")[0])
    assert headers[0] == headers[1] != headers[2]


def test_another_key_does_not_open_it() -> None:
    """A wrong private key is a permanent refusal."""
    other = read_private_jwk(new_key_pair("other")[0])
    with pytest.raises(PermanentError, match="jwe_unreadable"):
        unseal(other, seal(PUBLIC, b"x"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a.b.c.d.e",
        "eyJhbGciOiJub25lIn0....",
        "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAAAAAAAAAAAAAA.AA.AAAAAAAAAAAAAAAAAAAAAA",
        "đ" * 20,
        base64.urlsafe_b64encode(b"[" * 6_000).decode() + "....",
    ],
)
def test_a_hostile_text_is_refused_as_unreadable(text: str) -> None:
    """Other algorithms and garbage end in the one constant reason."""
    with pytest.raises(PermanentError, match="jwe_unreadable"):
        unseal(PRIVATE, text)


@given(st.binary(max_size=300))
def test_the_short_way_opens_what_the_library_sealed(plaintext: bytes) -> None:
    """Both ways agree on whatever joserfc seals, and the short way takes it."""
    assert PRIVATE.private_key is not None
    sealed = seal(PUBLIC, plaintext)
    assert common_jwe.open_common(PRIVATE.private_key, sealed) == plaintext
    assert jwe.decrypt_compact(sealed, PRIVATE, algorithms=["ECDH-ES+A256KW", "A256GCM"]).plaintext == plaintext


@pytest.mark.parametrize("extra", [{"zip": "DEF"}, {"apu": "QWxpY2U", "apv": "Qm9i"}, {"unknown": "x"}])
def test_an_unusual_header_is_left_to_the_library(extra: dict[str, str]) -> None:
    """Compression, party names and what we do not know are not opened by the short way; what is valid still opens."""
    header = {"alg": "ECDH-ES+A256KW", "enc": "A256GCM"} | extra
    registry = jwe.JWERegistry(algorithms=["ECDH-ES+A256KW", "A256GCM", "DEF"], strict_check_header=False)
    sealed = jwe.encrypt_compact(header, b"secret", PUBLIC, registry=registry)
    assert PRIVATE.private_key is not None
    assert common_jwe.open_common(PRIVATE.private_key, sealed) is None


def test_a_point_off_the_curve_is_refused() -> None:
    """An invalid curve would leak the private key bit by bit."""
    head, *rest = seal(PUBLIC, b"secret").split(".")
    header = json.loads(base64.urlsafe_b64decode(head + "=="))
    header["epk"]["y"] = header["epk"]["x"]
    forged = base64.urlsafe_b64encode(json.dumps(header).encode()).decode().rstrip("=")
    with pytest.raises(PermanentError, match="jwe_unreadable"):
        unseal(PRIVATE, ".".join([forged, *rest]))


SAMPLE = seal(PUBLIC, b"secret")


@given(st.integers(0, len(SAMPLE) - 1), st.sampled_from("ABCxyz019-_.=! "))
def test_any_changed_character_is_refused_or_means_the_same(position: int, replacement: str) -> None:
    """Tampering anywhere never yields another plaintext nor another exception."""
    changed = SAMPLE[:position] + replacement + SAMPLE[position + 1 :]
    try:
        opened = unseal(PRIVATE, changed)
    except PermanentError:
        return
    assert opened == b"secret"


def test_a_field_opens_only_in_its_place_and_with_its_key() -> None:
    """The additional data binds it; rotation keeps old texts readable; unknown keys are named."""
    old = KeyRing.parse(new_key_ring("k1"))
    cipher = FieldCipher(old)
    text = cipher.encrypt(b"0912345678", b"dossier/1/phone")
    rotated = FieldCipher(KeyRing({**old.keys, "k2": os.urandom(32)}, "k2"))
    assert rotated.decrypt(text, b"dossier/1/phone") == b"0912345678"
    assert rotated.encrypt(b"x", b"y").startswith("k2.")
    with pytest.raises(PermanentError, match="field_unreadable"):
        cipher.decrypt(text, b"dossier/2/phone")
    with pytest.raises(PermanentError, match="field_unreadable"):
        FieldCipher(KeyRing.parse(new_key_ring("k1"))).decrypt(text, b"dossier/1/phone")
    with pytest.raises(PermanentError, match="field_key_unknown kid=k1"):
        FieldCipher(KeyRing.parse(new_key_ring("k2"))).decrypt(text, b"dossier/1/phone")


@pytest.mark.parametrize("text", ["k1.", "k1.A", "k1.%%%", "k1.AAAA"])
def test_a_damaged_field_is_refused(text: str) -> None:
    """Truncated or malformed texts are permanent failures."""
    with pytest.raises(PermanentError, match="field_unreadable"):
        FieldCipher(KeyRing.parse(new_key_ring("k1"))).decrypt(text, b"")


@pytest.mark.parametrize("text", ["", "k1", "k1:", "k1:AAAA", "k 1:" + "A" * 43, "k1:" + "A" * 43 + ",k1:" + "B" * 43])
def test_a_malformed_key_ring_is_refused_without_quoting_it(text: str) -> None:
    """Short keys, odd ids and doubled ids are errors."""
    with pytest.raises(ValueError, match=r"32-byte|base64url"):
        KeyRing.parse(text)


def test_keyed_hashes_depend_on_key_and_text() -> None:
    """Equal texts meet, under the same key only."""
    assert keyed_hash(b"k", "+84912345678") == keyed_hash(b"k", "+84912345678")
    assert keyed_hash(b"k", "+84912345678") != keyed_hash(b"l", "+84912345678")


def test_another_curve_is_refused_and_public_is_not_private() -> None:
    """Key mix-ups are found when the key is read."""
    with pytest.raises(ValueError, match="P-256"):
        read_jwk(ECKey.generate_key("P-384").as_dict(private=True))
    with pytest.raises(ValueError, match="private"):
        read_private_jwk(PUBLIC_TEXT)
