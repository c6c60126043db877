"""The SMPP provider against a message centre that other people wrote."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from services.kernel.times import utc_now
from services.notifications.adapters.smpp.link import LinkTerms
from services.notifications.adapters.smpp.meanings import read_meanings
from services.notifications.adapters.smpp.parts import LongMessages
from services.notifications.adapters.smpp.provider import Ears, SmppProvider, SmppTerms
from services.notifications.adapters.smpp.receipt import ReceiptIds
from services.notifications.adapters.smpp.session import Credentials, SessionTerms
from services.notifications.adapters.smpp.short_message import Address
from services.notifications.application.ports import Message
from services.notifications.domain.outcome import Busy, NoAnswer, Outcome, Refused, Submitted
from services.notifications.domain.receipt import Verdict
from services.notifications.domain.segments import Encoding
from tests.component.notifications.message_centre import MessageCentre, start_centre
from tests.component.notifications.rig import wait_for
from tests.fakes.heard import Heard

RIGHT, WRONG = Credentials("lienthong", "right"), Credentials("lienthong", "wrong")
LONG = "Hồ sơ H90.01-261123-0001 đã được tiếp nhận. Hẹn trả kết quả: 16:00 02/12/2026. Tra cứu trên cổng dịch vụ công."


@dataclass
class Rig:
    centre: MessageCentre
    heard: Heard
    providers: list[SmppProvider] = field(default_factory=list)

    async def provider(
        self,
        *,
        credentials: Credentials = RIGHT,
        ids: ReceiptIds = ReceiptIds.SAME,
        window: int = 10,
        patience: float = 20.0,
        binding: float = 60.0,
        idle: float = 0.5,
    ) -> SmppProvider:
        """An answer and a link are waited for so long (seconds): shortly only where none is to come."""
        session = SessionTerms(window=window, response_seconds=patience, idle_seconds=idle)
        first, longest = timedelta(milliseconds=50), timedelta(milliseconds=200)
        link = LinkTerms("127.0.0.1", self.centre.port, credentials, session, first_pause=first, longest_pause=longest)
        terms = SmppTerms("smpp", link, Address("LIENTHONG", 5, 0), LongMessages.UDH, ids, bind_seconds=binding)
        provider = SmppProvider(terms, Ears(self.heard.take, self.heard.read, read_meanings(), utc_now))
        await provider.start()
        self.providers.append(provider)
        return provider


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    centre = await start_centre(tmp_path / "centre.jsonl")
    rig = Rig(centre, Heard())
    yield rig
    for provider in rig.providers:
        await provider.close()
    if rig.centre.process.returncode is None:
        await rig.centre.kill()


def message(number: int = 1, text: str = "Ho so da nhan") -> Message:
    encoding = Encoding.GSM7 if text.isascii() else Encoding.UCS2
    return Message(f"n-{number}", f"+8491{number:07d}", text, encoding, 1, 1)


async def send(provider: SmppProvider, *messages: Message) -> list[Outcome]:
    outcomes: dict[str, Outcome] = {}
    await provider.send(messages, lambda message, outcome: outcomes.__setitem__(message.reference, outcome))
    return [outcomes[each.reference] for each in messages]


async def test_parts_arrive_and_their_receipts_come_back(rig: Rig) -> None:
    """A long accented text in two parts under one reference, each with a receipt of its own."""
    await rig.centre.tell(receipts={"dates": 12, "after_ms": 50})
    provider = await rig.provider()
    (outcome,) = await send(provider, message(text=LONG))
    assert isinstance(outcome, Submitted)
    first, second = rig.centre.submits()
    assert (first["text"] + second["text"], first["from"], first["coding"]) == (LONG, "LIENTHONG", 8)
    assert outcome.parts == (first["id"], second["id"])
    await wait_for(lambda: len(rig.heard.receipts) == 2)
    assert {(each.part, each.verdict) for each in rig.heard.receipts} == {
        (id_, Verdict.DELIVERED) for id_ in outcome.parts
    }
    await wait_for(lambda: sum("delivered" in entry for entry in rig.centre.log()) == 2)


async def test_a_receipt_is_answered_only_when_it_is_stored(rig: Rig) -> None:
    """Otherwise the centre hears that it was not taken, and brings it again."""
    rig.heard.broken = True
    await rig.centre.tell(receipts={})
    await send(await rig.provider(), message())
    await wait_for(lambda: any(entry.get("delivered") for entry in rig.centre.log()))
    assert {entry["status"] for entry in rig.centre.log() if "delivered" in entry} == {8}


async def test_a_receipt_before_the_answer_names_the_same_part(rig: Rig) -> None:
    """It comes first, and the answer has the id that it named."""
    await rig.centre.tell(receipts="before")
    (outcome,) = await send(await rig.provider(), message())
    assert isinstance(outcome, Submitted)
    await wait_for(lambda: [each.part for each in rig.heard.receipts] == list(outcome.parts))


async def test_ids_in_another_base_are_read_as_the_answer_spelt_them(rig: Rig) -> None:
    """The centre answers in decimal and reports in hexadecimal."""
    await rig.centre.tell(receipts={"ids": "hex", "stat": "UNDELIV", "err": "1b"})
    outcomes = await send(await rig.provider(ids=ReceiptIds.HEXADECIMAL), *map(message, range(1, 13)))
    parts = {outcome.reference for outcome in outcomes if isinstance(outcome, Submitted)}
    await wait_for(lambda: len(rig.heard.receipts) == 12)
    assert {each.part for each in rig.heard.receipts} == parts
    assert {(each.verdict, each.error) for each in rig.heard.receipts} == {(Verdict.PERMANENT, "1b")}


async def test_a_throttled_message_spends_no_attempt_and_a_refused_one_is_over(rig: Rig) -> None:
    """Statuses mean what their table says."""
    provider = await rig.provider(window=1)
    await rig.centre.tell(throttle=1)
    assert await send(provider, message()) == [Busy("smpp_throttled", spends_attempt=False)]
    await rig.centre.tell(refuse=11)
    assert await send(provider, message()) == [Refused("number_invalid")]
    await rig.centre.tell(refuse=255)
    assert await send(provider, message()) == [Busy("smpp_status_ff")]
    assert rig.centre.submits() == []


async def test_what_is_not_answered_is_uncertain(rig: Rig) -> None:
    """A centre that hangs took it, or did not."""
    await rig.centre.tell(hang=True)
    # No enquiry meanwhile: its answer would have to come in time as well.
    assert await send(await rig.provider(patience=1.0, idle=60.0), message()) == [NoAnswer("smpp_unanswered")]


async def test_a_cut_in_the_middle_of_the_window_tells_the_written_from_the_others(rig: Rig) -> None:
    """Every message that the centre logged is submitted or uncertain; none that it did not log is lost in silence."""
    provider = await rig.provider(window=4)
    await rig.centre.tell(drop_after=6)
    messages = [message(number) for number in range(1, 31)]
    outcomes = await send(provider, *messages)
    logged = {entry["to"] for entry in rig.centre.submits()}
    for each, outcome in zip(messages, outcomes, strict=True):
        if isinstance(outcome, Busy):
            assert each.to.removeprefix("+") not in logged, "it was sent, and would be sent again"
            assert not outcome.spends_attempt
    unsure = [each.to for each, outcome in zip(messages, outcomes, strict=True) if isinstance(outcome, NoAnswer)]
    assert 1 <= len(unsure) <= 4, "no more than the window"
    assert len(logged | {to.removeprefix("+") for to in unsure}) == 30 - sum(
        isinstance(each, Busy) for each in outcomes
    )


async def test_the_link_is_bound_again_when_the_centre_comes_back(rig: Rig) -> None:
    """Killed and started on the same port; meanwhile nothing is sent and no attempt is spent."""
    provider = await rig.provider(binding=2.0)
    await wait_for(lambda: not provider.is_unbound)
    assert isinstance((await send(provider, message(1)))[0], Submitted)
    await rig.centre.kill()
    await wait_for(lambda: provider.is_unbound)
    (outcome,) = await asyncio.wait_for(send(provider, message(2)), 60)
    assert outcome == Busy("smpp_unbound", spends_attempt=False)
    rig.centre = await start_centre(rig.centre.path, rig.centre.port)
    await wait_for(lambda: not provider.is_unbound)
    assert isinstance((await send(provider, message(3)))[0], Submitted)


async def test_a_wrong_password_is_never_bound(rig: Rig) -> None:
    """It is tried again and again, and every message waits."""
    provider = await rig.provider(credentials=WRONG, binding=2.0)
    assert await send(provider, message()) == [Busy("smpp_unbound", spends_attempt=False)]


async def test_what_a_citizen_writes_is_heard(rig: Rig) -> None:
    """With the number in E.164."""
    await send(await rig.provider(), message())
    await rig.centre.tell(write={"from": "84912345678", "to": "LIENTHONG", "text": "HS H90.01-261123-0001"})
    await wait_for(lambda: len(rig.heard.incoming) == 1)
    assert (rig.heard.incoming[0].phone, rig.heard.incoming[0].text) == ("+84912345678", "HS H90.01-261123-0001")
