"""Giving up a dead letter: consumers move their guard on as if the event had been applied, and change nothing."""

from typing import Final

from pydantic import TypeAdapter, ValidationError

from services.contracts.events.payload import Token
from services.runtime.failures import PermanentError
from services.runtime.kafka.letters import Letter
from services.runtime.kafka.operations.control import discarded, takes_control
from services.runtime.kafka.operations.desk import Desk
from services.runtime.kafka.resolutions import Queue, Resolution

_TOKEN: Final = TypeAdapter[str](Token)


async def discard(desk: Desk, letter_id: str, reason: str) -> int:
    """Give up one open letter and return how many stay behind it; raises PermanentError with what stands against it.

    `reason` is an identifier, never free text. Only the first open letter of an aggregate can be given up: the guard
    moves one event at a time.
    """
    queue = await desk.read()
    letter = queue.open.get(letter_id)
    if letter is None:
        raise PermanentError("letter_not_open", letter=letter_id)
    behind = _behind(queue, letter)
    await give_up(desk, letter, reason, last=not behind)
    return len(behind)


async def give_up(desk: Desk, letter: Letter, reason: str, *, last: bool) -> None:
    """Publish the stand-in of a letter and close it; `last` ends the block of its aggregate."""
    aggregate = letter.aggregate
    if aggregate is not None and takes_control(letter):
        await desk.send(discarded(letter, aggregate, reason, desk.clock()))
    await desk.resolve(letter, Resolution.DISCARDED, reason)
    if last:
        await desk.finish([letter])


def check_reason(reason: str) -> None:
    """Raise PermanentError("reason_malformed") unless `reason` is an identifier such as test_data."""
    try:
        _TOKEN.validate_python(reason)
    except ValidationError:
        raise PermanentError("reason_malformed") from None


def _behind(queue: Queue, letter: Letter) -> list[Letter]:
    if not takes_control(letter):
        return []
    others = [each for each in queue.open.values() if each.aggregate == letter.aggregate and each is not letter]
    first = min(others, key=lambda each: each.order, default=None)
    if first is not None and first.order < letter.order:
        raise PermanentError("letter_not_first", first=first.id)
    return others
