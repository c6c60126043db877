"""Requests that are sent again when the platform asks for patience (429, 503), and those that must wait their turn."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import partial
from typing import Any, Final, TypeVar

import httpx

from services.ops.agency import AgencySoftware, RefusedError

__all__ = ["PATIENCE_SECONDS", "ReplayError", "chunks", "patiently", "received", "send_batch", "when_ready"]

T = TypeVar("T")
_BATCH: Final = {"Content-Type": "application/cloudevents-batch+json"}
_PATH: Final = "/v1/events/batch"
_ACCEPTED: Final = 202
_AGAIN: Final = frozenset({429, 503})
_NOT_YET: Final = frozenset({404, 409})
PATIENCE_SECONDS: Final = 120.0
_PAUSE_SECONDS: Final = 0.1


class ReplayError(RuntimeError):
    """The platform refused something that the plan says is right, or never came to it."""


def chunks(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (items[start : start + size] for start in range(0, len(items), size))


async def patiently(send: Callable[[], Awaitable[httpx.Response]]) -> httpx.Response:
    """Send until the answer is not a request for patience; raises ReplayError when that goes on for too long."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (answer := await send()).status_code in _AGAIN:
        if time.monotonic() > deadline:
            raise ReplayError(f"{answer.request.url.path}: still {answer.status_code} after {PATIENCE_SECONDS:.0f} s")
        await asyncio.sleep(_wait(answer))
    return answer


async def when_ready(send: Callable[[], Awaitable[Any]]) -> None:
    """Send a command until the dossier is where the command is allowed: what leads there is still under way."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            await send()
        except RefusedError as error:
            if error.status not in _NOT_YET | _AGAIN or time.monotonic() > deadline:
                raise
            await asyncio.sleep(_PAUSE_SECONDS)
        else:
            return


async def received(client: AgencySoftware, code: str) -> dict[str, Any]:
    """The dossier as its agency sees it, once its filing was applied; raises RefusedError and ReplayError."""
    path, deadline = f"/v1/dossiers/{code}", time.monotonic() + PATIENCE_SECONDS
    while (answer := await patiently(partial(client.get, "intake", path))).status_code in _NOT_YET:
        if time.monotonic() > deadline:
            raise ReplayError(f"{code}: not filed after {PATIENCE_SECONDS:.0f} s")
        await asyncio.sleep(_PAUSE_SECONDS)
    if not answer.is_success:
        raise RefusedError(f"GET {path}", answer)
    body: dict[str, Any] = answer.json()
    return body


async def send_batch(client: AgencySoftware, events: Sequence[dict[str, Any]]) -> None:
    """Hand over up to 500 events; those that could not be taken for now are sent again, unchanged."""
    left = list(events)
    while left:
        answer = await patiently(partial(_post, client, left))
        if not answer.is_success:
            raise RefusedError(f"POST {_PATH}", answer)
        results = [each for each in answer.json()["results"] if each["status"] != _ACCEPTED]
        if refused := [each for each in results if each["status"] not in _AGAIN]:
            raise ReplayError(f"{len(refused)} events were refused, the first: {refused[0]['problem']}")
        left = [left[each["index"]] for each in results]
        if left:
            await asyncio.sleep(_wait(answer))


async def _post(client: AgencySoftware, events: Sequence[dict[str, Any]]) -> httpx.Response:
    headers = await client.headers() | _BATCH
    return await client.client.post(client.url("intake", _PATH), json=list(events), headers=headers)


def _wait(answer: httpx.Response) -> float:
    text = answer.headers.get("Retry-After", "1")
    return float(text) if text.isdigit() else 1.0
