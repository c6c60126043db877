"""The whole service with a real Kannel: what its message centre was given, and what is told of it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.notifications.adapters.callbacks.addresses import CallbackAddresses
from services.ops.ports import free_port
from tests.component.notifications.kannel import Kannel, open_kannel
from tests.component.notifications.rig import Rig, code_of, wait_for

pytestmark = [pytest.mark.platform, pytest.mark.chaos]

KEY = "callback-key"
WAVE = 120
WINDOW = 10
PROVIDERS = """
providers:
  - name: kannel
    kind: http
    gateway: kannel
    url: {kannel}
    username: lienthong
    secret_variable: KANNEL_SECRET
    brandname: LIENTHONG
    segment_vnd: 350
    callback_url: http://127.0.0.1:{port}
    callback_variable: KANNEL_CALLBACK_KEY
    response_seconds: 20
"""


@pytest.fixture
def port() -> int:
    """Where the service listens for callbacks."""
    return free_port()


@pytest.fixture
async def kannel(tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Kannel]:
    monkeypatch.setenv("KANNEL_SECRET", "right")
    monkeypatch.setenv("KANNEL_CALLBACK_KEY", KEY)
    incoming = CallbackAddresses("kannel", f"http://127.0.0.1:{port}", KEY.encode()).incoming()
    home = tmp_path / "kannel"
    home.mkdir()
    kannel = open_kannel(home, "right", incoming)
    await kannel.start()
    yield kannel
    await kannel.kill()


def through(kannel: Kannel, port: int) -> dict[str, str]:
    """What the service is told besides the rest."""
    path = kannel.home / "providers.yaml"
    path.write_text(PROVIDERS.format(kannel=kannel.url, port=port))
    times = {
        "sms_timeout_seconds": "30",
        "sms_lease_seconds": "60",
        "sms_retry_seconds": "0.5",
        "sms_rest_seconds": "1",
    }
    anytime = {"sms_quiet_hours": "false"}  # the clock is the real one
    return {"sms_providers": str(path), "http_port": str(port)} | times | anytime


async def test_a_receipt_comes_again_while_nobody_takes_it(rig: Rig, kannel: Kannel, port: int) -> None:
    """A message is delivered; the next is on its way when the service is killed, and its receipt is not lost."""
    settings = through(kannel, port)
    process = await rig.spawn(**settings)
    await rig.contact(1)
    await rig.contact(2)
    await rig.event(1)
    await wait_for(lambda: rig.ended(1, "delivered"))
    await kannel.kill("centre")
    await wait_for(kannel.misses_centre)
    await rig.event(2)
    await wait_for(lambda: rig.told_is(2, "accepted", "submitted"))
    process.kill()
    await process.wait()
    await kannel.centre()
    await wait_for(lambda: len(kannel.got()) >= 2)
    await rig.spawn(**settings)
    await wait_for(lambda: rig.ended(2, "delivered"))


@pytest.mark.timeout(600)
async def test_a_killed_bearerbox_loses_nothing_and_is_handed_nothing_twice(
    rig: Rig, kannel: Kannel, port: int
) -> None:
    """Kill -9 while messages flow; the message centre is the judge, and what nobody can know is told as uncertain.

    Kannel itself sends again what its store held as not yet acknowledged; nothing else comes twice, and nothing is
    handed to it twice.
    """
    await rig.spawn(**through(kannel, port))
    total, resumed, amid = 0, list[str](), False
    while not amid:  # a kill after the last message proves nothing
        amid = await kill_amid(rig, kannel, range(total, total + WAVE))
        total += WAVE
        await kannel.bearerbox()
        resumed += kannel.stored()
        await kannel.others()

    async def all_ended() -> bool:
        told, got = await rig.told(), kannel.got()
        ends = {code: states[-1] for code, states in told.items() if states[-1] in {"submitted", "delivered"}}
        ended = len(ends) + len(_uncertain(told)) == total
        return ended and all(any(code in line for line in got) for code in ends)

    await wait_for(all_ended, seconds=120)
    got, told, stored = kannel.got(), await rig.told(), kannel.stored()
    assert stored, "a store that cannot be read judges nothing"
    assert len(_uncertain(told)) <= WINDOW * total // WAVE
    for code in map(code_of, range(total)):
        copies = sum(code in line for line in got)
        assert copies <= 1 + resumed.count(code), f"{code} was sent {copies} times"
        assert stored.count(code) <= 1, f"{code} was handed over twice"
        assert copies >= 1 or code in _uncertain(told), f"{code} is {told[code]} and was never sent"


async def kill_amid(rig: Rig, kannel: Kannel, wave: range) -> bool:
    """Send so many and kill what stands between them and the message centre; False: all had arrived before."""
    await asyncio.gather(*(rig.contact(number) for number in wave))
    await asyncio.gather(*(rig.event(number) for number in wave))
    await wait_for(lambda: _arrived(kannel, wave) >= len(wave) // 4)
    await kannel.kill("bearerbox")
    await kannel.kill("smsbox")  # as a supervisor does: it belongs to its bearerbox
    await kannel.left_by_centre()
    return _arrived(kannel, wave) < len(wave)


def _arrived(kannel: Kannel, numbers: range) -> int:
    got = kannel.got()
    return sum(any(code_of(number) in line for line in got) for number in numbers)


def _uncertain(told: dict[str, list[str]]) -> set[str]:
    return {code for code, states in told.items() if states[-1].startswith("uncertain")}


async def test_a_citizen_asks_how_a_dossier_stands(rig: Rig, kannel: Kannel, port: int) -> None:
    """`HS <code>` goes in at the message centre, and the answer comes out there."""
    await rig.spawn(**through(kannel, port))
    await rig.contact(1)
    await rig.event(1, status=4)
    await wait_for(lambda: rig.ended(1, "delivered"))
    await kannel.centre(f"84987654321 1900 text HS+{code_of(1)}")
    await wait_for(lambda: any("+84987654321" in line for line in kannel.got()))
    (answer,) = (line for line in kannel.got() if "+84987654321" in line)
    assert f"{code_of(1)}: dang xu ly." in answer
