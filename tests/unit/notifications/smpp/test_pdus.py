"""Octets of SMPP, held against a codec that other people wrote."""

import struct
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from smpplib import consts, smpp

from services.notifications.adapters.smpp.gsm_octets import decode, encode
from services.notifications.adapters.smpp.parts import LongMessages, short_messages
from services.notifications.adapters.smpp.pdu import Command, MalformedPduError, Pdu, PduStream, Status, Tag
from services.notifications.adapters.smpp.short_message import Address, ShortMessage
from services.notifications.domain.gsm7 import BASIC, EXTENSION
from services.notifications.domain.segments import Encoding, measure

SOURCE = Address("LIENTHONG", 5, 0)
CITIZEN = Address("84912345678")
COUNTER = SimpleNamespace(sequence=3, next_sequence=lambda: 3)
GSM_TEXTS = st.text(st.sampled_from(sorted(BASIC | EXTENSION)), max_size=400)
ANY_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def _parts(text: str, mode: LongMessages = LongMessages.UDH) -> tuple[ShortMessage, ...]:
    return short_messages(text, measure(text).encoding, SOURCE, CITIZEN, mode=mode, reference=77)


@given(GSM_TEXTS)
def test_every_gsm_letter_comes_back(text: str) -> None:
    """One octet a septet, an escape before each letter of the extension."""
    octets = encode(text, Encoding.GSM7)
    assert len(octets) == sum(2 if letter in EXTENSION else 1 for letter in text)
    assert decode(octets, Encoding.GSM7) == text


@given(st.one_of(GSM_TEXTS, ANY_TEXTS))
def test_parts_fit_and_add_up_to_the_text(text: str) -> None:
    """As many as were priced, each within 140 octets on the air, none torn inside a letter."""
    measured = measure(text)
    parts = _parts(text)
    assert len(parts) == measured.segments
    whole = "".join(decode(part.octets, measured.encoding) for part in parts)
    assert encode(whole, measured.encoding) == b"".join(part.octets for part in parts)
    most = {(Encoding.GSM7, False): 160, (Encoding.GSM7, True): 153, (Encoding.UCS2, False): 140}
    limit = most.get((measured.encoding, len(parts) > 1), 134)
    assert all(len(part.octets) <= limit for part in parts)
    if len(parts) > 1:
        headers = [part.header for part in parts]
        assert headers == [bytes((5, 0, 3, 77, len(parts), number)) for number in range(1, len(parts) + 1)]


@pytest.mark.parametrize("text", ["Ho so H90 da nhan", "Hồ sơ đã nhận 🌾 " * 12, "{phí} " * 60])
@pytest.mark.parametrize("mode", LongMessages)
def test_another_codec_reads_what_we_write(text: str, mode: LongMessages) -> None:
    """Field by field, with smpplib."""
    for number, part in enumerate(_parts(text, mode), start=1):
        octets = Pdu(Command.SUBMIT_SM, number, body=part.to_octets()).to_octets()
        read = smpp.make_pdu("submit_sm", client=COUNTER)
        read.parse(octets)
        assert (read.length, read.sequence) == (len(octets), number)
        assert (read.source_addr, read.source_addr_ton, read.source_addr_npi) == (b"LIENTHONG", 5, 0)
        assert (read.destination_addr, read.dest_addr_ton, read.dest_addr_npi) == (b"84912345678", 1, 1)
        assert (read.data_coding, read.registered_delivery) == (part.coding, 1)
        assert bool(read.esm_class & consts.SMPP_GSMFEAT_UDHI) is bool(part.header)
        assert (read.short_message or b"") == part.header + part.octets
        if mode is LongMessages.PAYLOAD and measure(text).segments > 1:
            assert read.message_payload == part.content
        if mode is LongMessages.SAR and measure(text).segments > 1:
            assert read.sar_segment_seqnum == number


def test_we_read_what_another_codec_writes() -> None:
    """A delivery receipt with its parameters."""
    written = smpp.make_pdu(
        "deliver_sm",
        client=COUNTER,
        source_addr_ton=1,
        source_addr_npi=1,
        source_addr="84912345678",
        dest_addr_ton=5,
        dest_addr_npi=0,
        destination_addr="LIENTHONG",
        esm_class=4,
        short_message=b"id:77 stat:DELIVRD",
        receipted_message_id="77",
        message_state=2,
    )
    (pdu,) = PduStream().feed(written.generate())
    read = ShortMessage.read(pdu.body)
    assert (pdu.command, read.source.digits, read.destination) == (Command.DELIVER_SM, "84912345678", SOURCE)
    assert read.is_receipt
    assert read.octets == b"id:77 stat:DELIVRD"
    assert read.parameters[Tag.MESSAGE_STATE] == b"\x02"
    assert read.parameters[Tag.RECEIPTED_MESSAGE_ID].rstrip(b"\0") == b"77"


@given(st.lists(st.binary(max_size=40), max_size=6), st.data())
def test_however_the_stream_is_torn_the_same_pdus_come_out(bodies: list[bytes], data: st.DataObject) -> None:
    """One octet at a time or all at once."""
    sent = [Pdu(Command.SUBMIT_SM_RESP, number, Status.OK, body) for number, body in enumerate(bodies)]
    octets = b"".join(pdu.to_octets() for pdu in sent)
    stream, found, at = PduStream(), list[Pdu](), 0
    while at < len(octets):
        step = data.draw(st.integers(1, len(octets) - at))
        found += stream.feed(octets[at : at + step])
        at += step
    assert found == sent


@pytest.mark.parametrize("length", [0, 15, 100_000])
def test_an_impossible_length_is_no_smpp(length: int) -> None:
    """It is refused at once, before anything is waited for."""
    with pytest.raises(MalformedPduError):
        list(PduStream().feed(struct.pack(">IIII", length, 4, 0, 1)))


@given(st.binary(max_size=80))
def test_no_body_breaks_the_reader(body: bytes) -> None:
    """Whatever a centre delivers, it is a message or refused as malformed."""
    try:
        ShortMessage.read(body)
    except MalformedPduError:
        return
