"""The replay's client waits when it is asked to, sends again only what was not taken, and stops at a refusal."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from services.intake.application.agencies.manage_credentials import Issued
from services.intake.domain.credential import Credential
from services.kernel.times import utc_now
from services.ops.agency import AgencySoftware, RefusedError
from services.ops.scenario.sending import ReplayError, chunks, send_batch, when_ready
from services.ops.target import TargetError, parse_urls

Answer = Callable[[list[dict[str, Any]]], httpx.Response]


def _software(*answers: Answer) -> tuple[AgencySoftware, list[list[str]]]:
    sent: list[list[str]] = []
    left = list(answers)

    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth/token":
            return httpx.Response(200, json={"access_token": "t", "expires_in": 600})
        events = json.loads(request.content)
        sent.append([event["id"] for event in events])
        return left.pop(0)(events)

    credential = Credential("lt-1", "test", (), (), (), (), utc_now())
    issued = Issued(credential, "k1", "secret", b"key")
    client = httpx.AsyncClient(transport=httpx.MockTransport(handle))
    return AgencySoftware(issued, client, {"intake": "http://intake"}, "H90.01"), sent


def _busy(status: int) -> Answer:
    return lambda _: httpx.Response(status, headers={"Retry-After": "0"})


def _taken(**others: int) -> Answer:
    def answer(events: list[dict[str, Any]]) -> httpx.Response:
        results = [
            {"index": index, "id": event["id"], "status": others.get(event["id"], 202), "problem": {"type": "x"}}
            for index, event in enumerate(events)
        ]
        return httpx.Response(207, json={"results": results}, headers={"Retry-After": "0"})

    return answer


@pytest.mark.parametrize("status", [429, 503])
async def test_a_busy_platform_gets_the_same_batch_again(status: int) -> None:
    """Retry-After is honoured and no event is lost or made anew."""
    software, sent = _software(_busy(status), _taken())
    await send_batch(software, [{"id": "a"}, {"id": "b"}])
    assert sent == [["a", "b"], ["a", "b"]]


async def test_only_what_was_not_taken_is_sent_again() -> None:
    """Good neighbours of an event that has to wait are not sent twice."""
    software, sent = _software(_taken(b=503), _taken())
    await send_batch(software, [{"id": "a"}, {"id": "b"}])
    assert sent == [["a", "b"], ["b"]]


async def test_a_refused_event_ends_the_replay() -> None:
    """A plan that the platform refuses is wrong, and sending it again would not help."""
    software, _ = _software(_taken(a=422))
    with pytest.raises(ReplayError, match="1 events were refused"):
        await send_batch(software, [{"id": "a"}])


async def test_a_refused_batch_ends_the_replay() -> None:
    """Neither does a batch that is refused as a whole."""
    software, _ = _software(_busy(413))
    with pytest.raises(RefusedError, match="413"):
        await send_batch(software, [{"id": "a"}])


async def test_a_command_waits_for_its_dossier() -> None:
    """Until the dossier is where the command is allowed it is sent again; another refusal ends it."""
    answers = [404, 409, 200]

    async def send() -> None:
        status = answers.pop(0)
        if status != 200:
            raise RefusedError("POST", httpx.Response(status))

    await when_ready(send)
    assert not answers
    answers.append(403)
    with pytest.raises(RefusedError):
        await when_ready(send)


def test_chunks_cover_everything_in_order() -> None:
    """The last chunk is what is left."""
    assert [list(part) for part in chunks([1, 2, 3, 4, 5], 2)] == [[1, 2], [3, 4], [5]]


def test_targets_name_all_four_services() -> None:
    """URLs come by name, in one text or several; what is missing is said."""
    texts = ["intake=http://a:1/,routing=http://b:2", "notifications=http://c:3", "stats=http://d:4"]
    assert parse_urls(texts)["intake"] == "http://a:1"
    with pytest.raises(TargetError, match=r"stats.*Remedy"):
        parse_urls(texts[:2])
    with pytest.raises(TargetError, match="intak"):
        parse_urls([*texts, "intak=http://e:5"])
