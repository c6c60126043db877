"""The provider that writes to a file."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import orjson
import pytest

from services.kernel.phone import parse_mobile
from services.notifications.adapters.file_provider import FileProvider
from services.notifications.adapters.reserved_numbers import read_reserved_numbers
from services.notifications.application.ports import Message
from services.notifications.domain.outcome import Busy, NoAnswer, Outcome, Refused, Submitted
from services.notifications.domain.segments import Encoding
from services.ops.written_lines import written_lines

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[3]
WRITER = """
import asyncio, sys
from pathlib import Path
from tests.unit.notifications.test_file_provider import message, provider, sent

async def main():
    writer = provider(Path(sys.argv[1]))
    for number in range(300):
        await sent(writer, message(f"{sys.argv[2]}-{number}", text="x" * 400))

asyncio.run(main())
"""


def message(reference: str = "n-1", to: str = "+84912345678", attempt: int = 1, text: str = "Hồ sơ") -> Message:
    return Message(reference, to, text, Encoding.UCS2, 1, attempt)


def provider(path: Path, *, fsync: bool = False) -> FileProvider:
    return FileProvider(path, fsync=fsync, scripts=read_reserved_numbers(), clock=lambda: NOW)


async def sent(writer: FileProvider, *messages: Message) -> Outcome:
    """The answer to the last of a batch."""
    answers: dict[str, Outcome] = {}
    await writer.send(messages, lambda message, outcome: answers.update({message.reference: outcome}))
    assert len(answers) == len(messages)
    return answers[messages[-1].reference]


def _has(path: Path, number: int) -> bool:
    return len(lines(path)) == number


async def unanswered(work: Coroutine[Any, Any, object], done: Callable[[], bool]) -> None:
    """Wait for what it is to do, and see that it goes on without an end."""
    working = asyncio.create_task(work)
    async with asyncio.timeout(30):
        while not done():  # noqa: ASYNC110 what a file has is told by nobody
            await asyncio.sleep(0.01)
    ended, _ = await asyncio.wait([working], timeout=0.05)
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
    assert not ended
    assert done()


def lines(path: Path) -> list[dict[str, object]]:
    return [orjson.loads(line) for line in written_lines(path)]


@pytest.mark.parametrize("fsync", [False, True])
async def test_a_message_is_one_line(tmp_path: Path, fsync: bool) -> None:  # noqa: FBT001 a parameter of the test
    """Everything about it, for its owner alone to read; a folder that is missing is made."""
    path = tmp_path / "deep" / "sms.jsonl"
    assert await sent(provider(path, fsync=fsync), message()) == Submitted("n-1")
    assert lines(path) == [
        {
            "reference": "n-1", "to": "+84912345678", "text": "Hồ sơ", "encoding": "ucs2", "segments": 1,
            "at": "2026-11-23T02:00:00+00:00",
        }
    ]  # fmt: skip
    assert path.stat().st_mode & 0o077 == 0


async def test_reserved_numbers_act_as_scripted(tmp_path: Path) -> None:
    """Refused, busy twice, silent without a line, silent with a line; all are numbers that can get an SMS."""
    path = tmp_path / "sms.jsonl"
    writer = provider(path)
    assert [parse_mobile(number) for number in read_reserved_numbers()] == list(read_reserved_numbers())
    assert await sent(writer, message(to="+84900000001")) == Refused("number_unreachable")
    answers: list[Outcome] = [await sent(writer, message(to="+84900000002", attempt=n)) for n in (1, 2, 3)]
    assert answers == [Busy("provider_busy"), Busy("provider_busy"), Submitted("n-1")]
    assert await sent(writer, message(to="+84900000005", attempt=99)) == Busy("provider_busy")
    for number, written in (("+84900000003", 1), ("+84900000004", 2)):
        await unanswered(sent(writer, message(to=number)), partial(_has, path, written))


async def test_a_file_that_cannot_be_written_is_busy(tmp_path: Path) -> None:
    """Nothing was written, so the message may be tried again."""
    writer = provider(tmp_path / "sms.jsonl")
    await writer.close()
    assert await sent(writer, message()) == Busy("file_not_writable")


async def test_a_batch_that_a_full_disk_cuts_is_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole lines are taken over, the torn one is nobody's guess, those after it were surely not written."""
    path, answers = tmp_path / "sms.jsonl", list[Outcome]()
    writer = provider(path)
    batch = [message(f"n-{number}") for number in range(3)]
    whole = os.write
    monkeypatch.setattr(os, "write", lambda file, data: whole(file, data[: len(data) // 2]))
    await writer.send(batch, lambda _, outcome: answers.append(outcome))
    assert answers == [Submitted("n-0"), NoAnswer("line_torn"), Busy("file_not_writable")]


async def test_a_silent_number_holds_up_no_other_of_its_batch(tmp_path: Path) -> None:
    """The others are answered at once, and each keeps its own line."""
    path, answers = tmp_path / "sms.jsonl", dict[str, Outcome]()
    batch = [message("a", to="+84900000003"), message("b"), message("c", to="+84900000001"), message("d")]
    sending = provider(path).send(batch, lambda each, outcome: answers.update({each.reference: outcome}))
    await unanswered(sending, lambda: len(answers) == 3)
    assert answers == {"b": Submitted("b"), "c": Refused("number_unreachable"), "d": Submitted("d")}
    assert [line["reference"] for line in lines(path)] == ["b", "d"]


def test_several_processes_share_a_file(tmp_path: Path) -> None:
    """Every line is whole and there once."""
    path = tmp_path / "sms.jsonl"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), name], env=environment)  # noqa: S603 our own code
        for name in "abc"
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    assert sorted(str(line["reference"]) for line in lines(path)) == sorted(
        f"{w}-{n}" for w in "abc" for n in range(300)
    )
