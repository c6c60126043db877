"""The CloudEvents envelope survives the wire and refuses what it cannot trust."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contracts.envelope import Envelope, EnvelopeError, event_id, from_headers, to_headers

ENVELOPE = Envelope(
    id="1", type="vn.lienthong.dossier.accepted.v1", source="urn:lienthong:intake", subject="H90.01-261123-0001",
    time=datetime(2026, 11, 23, 1, 2, 3, tzinfo=UTC), seq=2,
)  # fmt: skip
TEXT = st.text(min_size=1).filter(lambda text: not any("\ud800" <= letter <= "\udfff" for letter in text))


@given(identity=TEXT, subject=TEXT, seq=st.none() | st.integers(1, 10**17), trace=st.none() | TEXT)
def test_headers_round_trip(identity: str, subject: str, seq: int | None, trace: str | None) -> None:
    """What is written is what is read, whatever the text."""
    envelope = replace(ENVELOPE, id=identity, subject=subject, seq=seq, traceparent=trace)
    assert from_headers(to_headers(envelope)) == envelope


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ([("ce_id", b"\xff\xfe")], "attribute_not_utf8"),
        ([("ce_id", None)], "attribute_null"),
        ([("ce_id", b"1"), ("ce_id", b"2")], "attribute_doubled"),
        ([], "attribute_missing"),
        ([("ce_specversion", b"0.3")], "specversion_unknown"),
        ([("ce_time", b"yesterday")], "time_malformed"),
        ([("ce_time", b"2026-11-23T01:02:03")], "time_without_zone"),
        ([("ce_seq", b"0")], "number_malformed"),
        ([("ce_seq", "²".encode())], "number_malformed"),
    ],
)
def test_bad_headers_have_a_constant_reason(headers: list[tuple[str, bytes | None]], reason: str) -> None:
    """Every defect is named by a reason that can be stored and counted."""
    good = {} if reason == "attribute_missing" else dict(to_headers(ENVELOPE))
    names = {name for name, _ in headers}
    with pytest.raises(EnvelopeError) as caught:
        from_headers([*((name, raw) for name, raw in good.items() if name not in names), *headers])
    assert caught.value.reason == reason


def test_an_event_id_names_its_place() -> None:
    """A republished event keeps its id; the next one has another."""
    assert event_id("intake", "t", "a", 1) == event_id("intake", "t", "a", 1)
    assert len({event_id(p, t, a, s) for p in "xy" for t in "tu" for a in "ab" for s in (1, 2)}) == 16
