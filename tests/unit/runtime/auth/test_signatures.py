"""Every way in which a signature can be wrong is refused with its own reason."""

import os
from base64 import b64decode
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.contracts.envelope import Envelope
from services.runtime.auth.signatures import (
    ReportKey,
    agency_source,
    canonical_json,
    sign_ed25519,
    sign_hmac,
    signed_bytes,
    verify,
)
from services.runtime.failures import PermanentError

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
TOLERANCE = 300
SECRET = os.urandom(32)
PRIVATE = Ed25519PrivateKey.generate()
VALUE = canonical_json({"code": "H90.20.01-261123-0001", "occurred_at": "2026-11-23T04:00:00Z"})

HMAC_KEY = ReportKey("key-1", "hmac-sha256", SECRET, "client-1", frozenset({"H90.20.01"}))
ED_KEY = replace(HMAC_KEY, algorithm="ed25519", material=PRIVATE.public_key().public_bytes_raw())


def _envelope() -> Envelope:
    return Envelope(
        id="report-1",
        type="vn.lienthong.report.leg_completed.v1",
        source=agency_source("H90.20.01"),
        subject="H90.20.01-261123-0001",
        time=NOW,
        keyid="key-1",
        sigtime=int(NOW.timestamp()),
    )


def _signed(key: ReportKey) -> Envelope:
    envelope = _envelope()
    if key.algorithm == "ed25519":
        return replace(envelope, signature=sign_ed25519(envelope, VALUE, PRIVATE))
    return replace(envelope, signature=sign_hmac(envelope, VALUE, SECRET))


BOTH = pytest.mark.parametrize("key", [HMAC_KEY, ED_KEY], ids=["hmac", "ed25519"])


def _refused(envelope: Envelope, key: ReportKey | None, value: bytes = VALUE, at: datetime = NOW) -> str:
    with pytest.raises(PermanentError) as refused:
        verify(envelope, value, key, at, TOLERANCE)
    return refused.value.reason


@BOTH
def test_a_good_signature_passes(key: ReportKey) -> None:
    """Both schemes verify what they signed, also with the time at the edge of the tolerance."""
    verify(_signed(key), VALUE, key, NOW, TOLERANCE)
    verify(_signed(key), VALUE, key, NOW + timedelta(seconds=TOLERANCE), TOLERANCE)
    verify(_signed(key), VALUE, key, NOW - timedelta(seconds=TOLERANCE), TOLERANCE)


def test_the_signed_bytes_are_fixed() -> None:
    """A known vector: agencies build this in other languages."""
    envelope = replace(_envelope(), sigtime=1795406400)
    assert signed_bytes(envelope, b'{"a":1}') == (
        b"report-1.1795406400.vn.lienthong.report.leg_completed.v1.urn:lienthong:agency:H90.20.01."
        b'H90.20.01-261123-0001.{"a":1}'
    )
    signature = sign_hmac(envelope, b'{"a":1}', b"0" * 32)
    assert signature.startswith("v1,")
    assert len(b64decode(signature.removeprefix("v1,"))) == 32


@BOTH
def test_a_replay_with_another_body_is_refused(key: ReportKey) -> None:
    """The body is signed byte by byte."""
    assert _refused(_signed(key), key, VALUE.replace(b"0001", b"0002")) == "signature_bad"


@BOTH
def test_a_tampered_attribute_is_refused(key: ReportKey) -> None:
    """Attributes that handlers rely on are signed too."""
    good = _signed(key)
    for tampered in (replace(good, id="other"), replace(good, type="other"), replace(good, subject="other")):
        assert _refused(tampered, key) == "signature_bad"


@BOTH
def test_a_moved_signing_time_is_refused(key: ReportKey) -> None:
    """An old signature cannot be made young."""
    moved = replace(_signed(key), sigtime=int(NOW.timestamp()) + 1)
    assert _refused(moved, key) == "signature_bad"


@BOTH
def test_a_replayed_dead_letter_keeps_its_signature(key: ReportKey) -> None:
    """An operator may replay a letter long after it was signed; a tampered one is refused all the same."""
    late = NOW + timedelta(days=3)
    replayed = replace(_signed(key), replayfor="routing")
    verify(replayed, VALUE, key, late, TOLERANCE)
    assert _refused(replace(replayed, subject="another"), key, at=late) == "signature_bad"


@BOTH
@pytest.mark.parametrize("seconds", [TOLERANCE + 1, -TOLERANCE - 1])
def test_an_expired_or_future_signature_is_refused(key: ReportKey, seconds: int) -> None:
    """Measured against the time at which the broker received the report."""
    assert _refused(_signed(key), key, at=NOW + timedelta(seconds=seconds)) == "signature_expired"


@BOTH
def test_another_agency_is_refused(key: ReportKey) -> None:
    """The credential must list the agency in the source; being its parent is not enough."""
    elsewhere = replace(key, agencies=frozenset({"H90.20.02", "H90.20"}))
    assert _refused(_signed(key), elsewhere) == "agency_not_allowed"
    assert _refused(replace(_signed(key), source="urn:lienthong:intake"), key) == "agency_not_allowed"


def test_another_key_is_refused() -> None:
    """Wrong material, wrong id, no key at all, and a scheme that is not the key's."""
    assert _refused(_signed(HMAC_KEY), replace(HMAC_KEY, material=os.urandom(32))) == "signature_bad"
    assert _refused(_signed(ED_KEY), replace(ED_KEY, material=os.urandom(32))) == "signature_bad"
    assert _refused(_signed(HMAC_KEY), replace(HMAC_KEY, keyid="key-2")) == "key_unknown"
    assert _refused(_signed(HMAC_KEY), None) == "key_unknown"
    assert _refused(_signed(HMAC_KEY), ED_KEY) == "signature_bad"


def test_a_public_key_is_never_used_as_an_hmac_secret() -> None:
    """Knowing the Ed25519 public key does not let anybody sign with it by HMAC."""
    forged = replace(_envelope(), signature=sign_hmac(_envelope(), VALUE, ED_KEY.material))
    assert _refused(forged, ED_KEY) == "signature_bad"


def test_an_unsigned_report_is_refused() -> None:
    """All three attributes are needed."""
    good = _signed(HMAC_KEY)
    for lacking in (replace(good, signature=None), replace(good, sigtime=None), replace(good, keyid=None)):
        assert _refused(lacking, HMAC_KEY) == "signature_missing"


@pytest.mark.parametrize("text", ["v1", "v1,", "v1,!!!", "v2,AAAA", "", "v1a,AAAA", "v1,đ"])
def test_garbage_is_a_bad_signature(text: str) -> None:
    """Malformed texts never raise anything else."""
    assert _refused(replace(_signed(HMAC_KEY), signature=text), HMAC_KEY) == "signature_bad"


@BOTH
def test_good_bytes_under_another_scheme_are_refused(key: ReportKey) -> None:
    """The scheme's name is part of the signature: a later scheme cannot be passed off as an earlier one."""
    _, _, encoded = str(_signed(key).signature).partition(",")
    assert _refused(replace(_signed(key), signature=f"v2,{encoded}"), key) == "signature_bad"


def test_one_good_signature_of_several_is_enough() -> None:
    """While a key is rotated, a report may carry signatures by both; there is a bound on how many are tried."""
    good = _signed(HMAC_KEY).signature
    verify(replace(_signed(HMAC_KEY), signature=f"v1,AAAA {good}"), VALUE, HMAC_KEY, NOW, TOLERANCE)
    assert _refused(replace(_signed(HMAC_KEY), signature="v1,AAAA " * 4 + str(good)), HMAC_KEY) == "signature_bad"


def test_canonical_json_has_one_form_and_no_floats() -> None:
    """Key order and white space do not matter, text stays UTF-8, floats are refused at any depth."""
    assert canonical_json({"b": 1, "a": "đ"}) == '{"a":"đ","b":1}'.encode()
    with pytest.raises(ValueError, match="floats"):
        canonical_json({"a": [{"b": 1.0}]})
