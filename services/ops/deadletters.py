"""What the dead-letter commands do and print; no body is shown unless asked for, because it may hold personal data."""

import asyncio
import json
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from services.contracts.topics import CONSUMERS
from services.kernel.times import utc_now
from services.runtime.failures import PermanentError, TransientError
from services.runtime.kafka.letters import Letter
from services.runtime.kafka.operations.desk import Desk
from services.runtime.kafka.operations.discard import check_reason, discard
from services.runtime.kafka.operations.purge import purge, purge_all
from services.runtime.kafka.operations.reading import read_queue
from services.runtime.kafka.operations.replay import ReplayReport, replay
from services.runtime.kafka.publisher import KafkaPublisher
from services.runtime.kafka.resolutions import Queue

_T = TypeVar("_T")
_REMEDIES: Final = {
    "letter_not_open": "see `lienthong deadletters list`; it may be resolved already",
    "letter_ambiguous": "give more characters of the id",
    "letter_not_first": "discard the first letter of the dossier, or replay all of them",
    "reason_malformed": "give an identifier without spaces, such as test_data",
    "topic_missing": "run `lienthong topics apply`",
    "broker_unreachable": "check --bootstrap and that the broker runs",
    "consumer_unknown": f"one of {', '.join(CONSUMERS)}",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the queues are, and who works on them."""

    bootstrap: str
    namespace: str
    operator: str = ""
    wait_seconds: float = 60.0


def run(work: Coroutine[Any, Any, _T]) -> _T:
    """Run `work`; a failure that an operator can mend is printed with its remedy and ends with exit code 2."""
    try:
        return asyncio.run(work)
    except (PermanentError, TransientError) as error:
        remedy = _REMEDIES.get(error.reason)
        typer.echo(f"{error}." + (f" Remedy: {remedy}." if remedy else ""), err=True)
        raise typer.Exit(2) from None


async def show_list(place: Place, consumer: str, *, resolved: bool, as_json: bool) -> None:
    """Print the letters of one consumer, or of all."""
    queues = [await _queue(place, name) for name in ([consumer] if consumer else CONSUMERS)]
    rows = [_row(letter, "open") for queue in queues for letter in sorted(queue.open.values(), key=_age)]
    if resolved:
        rows += [_row(done.letter, done.resolution) for queue in queues for done in queue.resolved.values()]
    if as_json:
        for row in rows:
            typer.echo(json.dumps(row))
        return
    table = Table("Id", "Consumer", "Kind", "Reason", "Topic", "Subject", "Seq", "Written at", "State")
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    Console().print(table)
    typer.echo(f"{len(rows)} letters.")


async def show_one(place: Place, consumer: str, start: str, *, value: bool) -> None:
    """Print one letter, open or resolved."""
    queue = await _queue(place, consumer)
    letters = queue.open | {key: done.letter for key, done in queue.resolved.items()}
    letter = letters[_find(letters, start)]
    done = queue.resolved.get(letter.id)
    shown = _row(letter, done.resolution if done else "open") | {
        "fields": letter.fields,
        "partition": letter.partition,
        "offset": letter.offset,
        "key": _text(letter.key),
        "headers": {name: _text(raw) for name, raw in letter.headers},
        "size": len(letter.value or b""),
    }
    if done:
        shown |= {"resolved_by": done.operator, "resolved_for": done.reason, "resolved_at": done.at}
    if value:
        shown["value"] = _text(letter.value)
    Console().print_json(data=shown)


async def replay_letters(place: Place, consumer: str, reason: str, starts: list[str], subject: str) -> bool:
    """Replay and print the outcome; False when something is left."""
    check_reason(reason)
    queue = await _queue(place, consumer)
    ids = {_find(queue.open, start) for start in starts}

    def wanted(letter: Letter) -> bool:
        about = letter.aggregate.subject if letter.aggregate else None
        return (not ids or letter.id in ids) and (not subject or about == subject)

    async with _desk(place, consumer) as desk:
        report = await replay(desk, wanted, reason)
    _tell(report, consumer)
    return report.consumed and not report.failed_again


async def discard_letter(place: Place, consumer: str, start: str, reason: str) -> None:
    """Give up one letter and say what waits behind it."""
    check_reason(reason)
    queue = await _queue(place, consumer)
    async with _desk(place, consumer) as desk:
        behind = await discard(desk, _find(queue.open, start), reason)
    typer.echo("Discarded." + (f" {behind} letters wait behind it: replay them now." if behind else ""))


async def purge_letters(place: Place, consumer: str, reason: str, *, everything: bool) -> None:
    """Delete what is resolved, or everything."""
    check_reason(reason)
    await _queue(place, consumer)
    async with _desk(place, consumer) as desk:
        kept_from = await (purge_all(desk, reason) if everything else purge(desk))
    for partition, offset in sorted(kept_from.items()):
        typer.echo(f"Partition {partition}: kept from offset {offset} on.")


async def count_open(place: Place, consumer: str) -> int:
    """Return the number of open letters."""
    return len((await _queue(place, consumer)).open)


async def _queue(place: Place, consumer: str) -> Queue:
    if consumer not in CONSUMERS:
        raise PermanentError("consumer_unknown", consumer=consumer)
    return await read_queue(place.bootstrap, place.namespace, consumer)


@asynccontextmanager
async def _desk(place: Place, consumer: str) -> AsyncIterator[Desk]:
    publisher = KafkaPublisher(place.bootstrap, place.namespace, "lienthong-deadletters")
    await publisher.start()
    try:
        yield Desk(place.bootstrap, place.namespace, consumer, place.operator, publisher, utc_now, place.wait_seconds)
    finally:
        await publisher.stop()


def _find(letters: dict[str, Any], start: str) -> str:
    found = [key for key in letters if key.startswith(start)]
    if len(found) != 1:
        raise PermanentError("letter_ambiguous" if found else "letter_not_open", letter=start)
    return found[0]


def _row(letter: Letter, state: str) -> dict[str, Any]:
    aggregate = letter.aggregate
    return {
        "id": letter.id,
        "consumer": letter.consumer,
        "kind": letter.kind.value,
        "reason": letter.reason,
        "topic": letter.topic,
        "subject": aggregate.subject if aggregate else None,
        "seq": letter.seq,
        "written_at": letter.written_at,
        "state": state,
    }


def _age(letter: Letter) -> tuple[str, int]:
    return (letter.written_at, letter.offset)


def _text(raw: bytes | None) -> str | None:
    return None if raw is None else raw.decode(errors="backslashreplace")


def _tell(report: ReplayReport, consumer: str) -> None:
    typer.echo(f"{report.replayed} letters replayed in {report.rounds} rounds, {report.superseded} superseded.")
    for letter in report.failed_again:
        typer.echo(f"Failed again: {letter.id} {letter.reason} {letter.fields}", err=True)
    if not report.consumed:
        typer.echo(f"{consumer} has not read them yet. Remedy: see that it runs, then replay again.", err=True)
