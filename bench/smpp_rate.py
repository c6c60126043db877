"""Submits with receipts through one link: ours and smpplib's, on the same machine, against the same message centre.

python -m bench.smpp_rate --messages 10000 --windows 1,10,50,200
"""

import argparse
import asyncio
import json
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import smpplib.client
import smpplib.consts
import uvloop

from services.kernel.times import utc_now
from services.notifications.adapters.smpp.link import LinkTerms
from services.notifications.adapters.smpp.meanings import read_meanings
from services.notifications.adapters.smpp.provider import Ears, SmppProvider, SmppTerms
from services.notifications.adapters.smpp.session import Credentials, SessionTerms
from services.notifications.adapters.smpp.short_message import Address
from services.notifications.application.ports import Message
from services.notifications.application.receipts.ports import Incoming
from services.notifications.domain.outcome import Outcome, Submitted
from services.notifications.domain.receipt import Receipt
from services.notifications.domain.segments import Encoding

_CENTRE = Path(__file__).parents[1] / "tests" / "smsc"
_TEXT = "Ho so H90.01-261123-0001 da duoc tiep nhan."
_PATIENCE_SECONDS = 300


@dataclass(frozen=True)
class Rate:
    """Segments a second until the last receipt, and our processor time per segment in microseconds."""

    segments_per_second: float
    cpu_us: float

    def __str__(self) -> str:
        return f"{self.segments_per_second:9.0f} {self.cpu_us:7.0f}"


@contextmanager
def centre() -> Iterator[int]:
    """A fresh message centre that sends a receipt at once; yields its port."""
    node = shutil.which("node")
    if node is None:
        raise SystemExit("no Node on PATH; install it, and run `npm ci` in tests/smsc")
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as log:
        command = [node, str(_CENTRE / "centre.js"), log.name]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=_CENTRE, text=True) as process:  # noqa: S603 ours
            port = json.loads(_told(process))["port"]
            yield port
            process.kill()


def _told(process: "subprocess.Popen[str]") -> str:
    """Have it send receipts at once; returns its first line, which names its port."""
    if process.stdin is None or process.stdout is None:
        raise SystemExit("the message centre has no pipes")
    first = process.stdout.readline()
    process.stdin.write('{"receipts": {}}\n')
    process.stdin.flush()
    process.stdout.readline()
    return first


async def ours(port: int, messages: int, window: int) -> Rate:
    """Through the provider, as the service uses it."""
    received, done = 0, asyncio.Event()

    async def take(receipts: Sequence[Receipt]) -> None:
        nonlocal received
        received += len(receipts)
        if received >= messages:
            done.set()

    async def ignore(incoming: Incoming) -> None:
        raise SystemExit(f"nobody writes here: {incoming}")

    link = LinkTerms("127.0.0.1", port, Credentials("lienthong", "right"), SessionTerms(window, 30.0, 30.0))
    ears = Ears(take, ignore, read_meanings(), utc_now)
    provider = SmppProvider(SmppTerms("smpp", link, Address("LIENTHONG", 5, 0)), ears)
    await provider.start()
    batch = [Message(f"n-{n}", f"+8491{n:07d}", _TEXT, Encoding.GSM7, 1, 1) for n in range(messages)]
    outcomes: list[Outcome] = []
    process, started = psutil.Process(), time.perf_counter()
    before = sum(process.cpu_times()[:2])
    await provider.send(batch, lambda _, outcome: outcomes.append(outcome))
    async with asyncio.timeout(_PATIENCE_SECONDS):
        await done.wait()
    took, used = time.perf_counter() - started, sum(process.cpu_times()[:2]) - before
    await provider.close()
    if not all(isinstance(outcome, Submitted) for outcome in outcomes):
        raise SystemExit("a message was not taken")
    return Rate(messages / took, used / messages * 1e6)


def theirs(port: int, messages: int, window: int) -> Rate:
    """smpplib: a thread listens, another sends while fewer than `window` submits are unanswered."""
    room, received, done = threading.Semaphore(window), 0, threading.Event()

    def on_receipt(pdu: object) -> int:  # noqa: ARG001 smpplib calls it by name
        nonlocal received
        received += 1
        if received >= messages:
            done.set()
        return 0

    client = smpplib.client.Client("127.0.0.1", port, allow_unknown_opt_params=True)
    client.set_message_sent_handler(lambda pdu: room.release())  # noqa: ARG005 smpplib calls it by name
    client.set_message_received_handler(on_receipt)
    client.connect()
    client.bind_transceiver(system_id="lienthong", password="right")  # noqa: S106 the centre takes any
    listening = threading.Thread(target=_listen, args=(client,), daemon=True)
    listening.start()
    process, started = psutil.Process(), time.perf_counter()
    before = sum(process.cpu_times()[:2])
    for number in range(messages):
        room.acquire(timeout=_PATIENCE_SECONDS)
        client.send_message(
            source_addr_ton=5,
            source_addr="LIENTHONG",
            dest_addr_ton=1,
            dest_addr_npi=1,
            destination_addr=f"8491{number:07d}",
            short_message=_TEXT.encode(),
            registered_delivery=True,
        )
    if not done.wait(_PATIENCE_SECONDS):
        raise SystemExit("smpplib's receipts did not come")
    took, used = time.perf_counter() - started, sum(process.cpu_times()[:2]) - before
    client.disconnect()
    return Rate(messages / took, used / messages * 1e6)


def _listen(client: smpplib.client.Client) -> None:
    try:
        client.listen()
    except (TimeoutError, OSError, ValueError, smpplib.exceptions.ConnectionError):
        return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--windows", default="1,10,50,200")
    options = parser.parse_args()
    print(f"{options.messages} submits with receipts; load {psutil.getloadavg()[0]:.1f}")
    print("window     ours/s  us CPU  smpplib/s  us CPU  ratio")
    for window in map(int, options.windows.split(",")):
        # The loop that the service runs on.
        with centre() as port, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            us = runner.run(ours(port, options.messages, window))
        with centre() as port:
            them = theirs(port, options.messages, window)
        ratio = us.segments_per_second / them.segments_per_second
        print(f"{window:6}  {us}  {them}  {ratio:5.2f}")


if __name__ == "__main__":
    main()
