"""Plain JSON answers have the manners of reports: read once in a moment, tagged, not sent twice."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.stats.entrypoints.http.papers.fresh_json import FreshJson
from tests.unit.stats.papers.reader import reader


class Counter:
    """An address whose answer is how often it was read; `failing` readings raise."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.read_times = 0
        self.router = APIRouter()
        fresh = FreshJson(lambda: self.seconds)

        @self.router.get("/read")
        async def endpoint(request: Request) -> Response:
            return await fresh.answer(request, self.read)

    async def read(self) -> Any:
        self.read_times += 1
        return {"times": self.read_times}


async def test_an_answer_is_kept_for_its_question_only() -> None:
    """The order of parameters makes no other question; their values do, and so does time."""
    counter = Counter()
    async with reader(counter.router) as http:
        first = await http.get("/read?a=1&b=2")
        assert (await http.get("/read?b=2&a=1")).json() == first.json() == {"times": 1}
        assert (await http.get("/read?a=2&b=1")).json() == {"times": 2}
        counter.seconds = 2
        assert (await http.get("/read?a=1&b=2")).json() == {"times": 3}


async def test_who_will_have_nothing_kept_is_answered_anew() -> None:
    """After a change of one's own; everybody else shares that reading."""
    counter = Counter()
    async with reader(counter.router) as http:
        await http.get("/read")
        assert (await http.get("/read", headers={"Cache-Control": "no-cache"})).json() == {"times": 2}
        assert (await http.get("/read")).json() == {"times": 2}


async def test_an_answer_that_is_known_is_not_sent() -> None:
    """304 under its tag; the time that it may be kept shrinks with its age."""
    counter = Counter()
    async with reader(counter.router) as http:
        first = await http.get("/read")
        counter.seconds = 1.2
        again = await http.get("/read", headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["Cache-Control"] == "private, max-age=2, must-revalidate"
