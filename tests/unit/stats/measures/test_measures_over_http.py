"""GET /v1/measures without a store behind it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import httpx
import pytest

from services.kernel.times import utc_now
from services.runtime.areas import Area, app_of
from services.runtime.auth.access import Access
from services.runtime.auth.principal import Principal
from services.runtime.auth.tokens import TokenIssuer, TokenVerifier
from services.runtime.catalogue import read_catalogue
from services.runtime.health import Health
from services.stats.application.measures.present_measures import Measuring
from services.stats.application.ports import CounterReader
from services.stats.domain.activity.turn import leg_cell
from services.stats.domain.entries import Entry
from services.stats.domain.papers.known import Known
from services.stats.entrypoints.http.measures.get_measures import get_measures
from services.stats.entrypoints.http.papers.fresh_json import FreshJson
from tests.unit.stats.counted_reader import CountedReader, CountedReports

SECRET = "a test secret of at least 32 characters"
DAYS = {"from": "2026-11-01", "to": "2026-11-30"}
READER = CountedReader(
    [
        Entry(leg_cell("H90.20", "1.012753@1", "appraise"), "acknowledged:in_time", date(2026, 11, 2)),
        Entry(leg_cell("H90.21", "1.012753@1", "appraise"), "acknowledged:late", date(2026, 11, 2)),
    ]
)


R = TypeVar("R")


class SlowReports(CountedReports):
    """Each reading takes three seconds of a clock of its own."""

    def __init__(self, reader: CounterReader) -> None:
        super().__init__(reader)
        self.seconds = 0.0

    async def ask(self, question: Callable[[CounterReader], Awaitable[R]]) -> R:
        self.seconds += 3
        return await super().ask(question)


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    catalogue = read_catalogue(Path(__file__).parents[4] / "deploy" / "catalogue")
    reports = SlowReports(READER)
    fresh = FreshJson(lambda: reports.seconds)
    area = Area(routers=(get_measures(Measuring(reports, catalogue), Known(catalogue), fresh),))
    app = app_of("stats", "Test", (area,), Health(), Access(TokenVerifier([SECRET], utc_now)))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://stats") as http:
        yield http


def headers(*scopes: str) -> dict[str, str]:
    token, _ = TokenIssuer(SECRET, 3600, utc_now).issue(Principal("tests", frozenset({"H90"}), frozenset(scopes)))
    return {"Authorization": f"Bearer {token}"}


READS = headers("statistics:read")


async def test_an_agency_has_a_row_with_its_rates(client: httpx.AsyncClient) -> None:
    """Numerator and denominator stand beside the value; the total is of the agencies that were asked for."""
    answer = await client.get("/v1/measures/legs", params=DAYS | {"agency": "H90.20"}, headers=READS)
    [legs, *_] = answer.json()["measures"]
    [[row], [total]] = [section["rows"] for section in legs["sections"]]
    assert (row["key"], row["cells"]["exchange"]["value"]) == ("H90.20", "100.00")
    assert (total["cells"]["exchange"]["numerator"], total["cells"]["exchange"]["denominator"]) == (1, 1)


async def test_what_is_unchanged_is_not_sent_again(client: httpx.AsyncClient) -> None:
    """304 for the tag of the same figures; other figures have another one."""
    first = await client.get("/v1/measures/legs", params=DAYS, headers=READS)
    tag = {"If-None-Match": first.headers["ETag"]}
    assert (await client.get("/v1/measures/legs", params=DAYS, headers=READS | tag)).status_code == 304
    other = await client.get("/v1/measures/legs", params=DAYS | {"agency": "H90.20"}, headers=READS | tag)
    assert other.status_code == 200


async def test_what_took_long_to_read_is_kept_the_shorter(client: httpx.AsyncClient) -> None:
    """A figure is as old as its reading: three of the four seconds that it may be kept are gone."""
    answer = await client.get("/v1/measures/legs", params=DAYS, headers=READS)
    assert "max-age=1," in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("params", "field", "reason"),
    [
        (DAYS | {"agenci": "H90"}, "query.agenci", "not_a_parameter"),
        (DAYS | {"to": "2026-10-01"}, "query.to", "before_from"),
        ({"to": "2026-10-01"}, "query.from", "missing"),
    ],
)
async def test_a_wrong_question_is_refused(
    client: httpx.AsyncClient, params: dict[str, str], field: str, reason: str
) -> None:
    """A filter with a typing error must not pass as no filter."""
    answer = await client.get("/v1/measures/desk", params=params, headers=READS)
    assert (answer.status_code, answer.json()["errors"]) == (422, [{"field": field, "reason": reason}])


async def test_measures_need_their_scope_and_a_subject_that_there_is(client: httpx.AsyncClient) -> None:
    """Other credentials may not read them; there are desks, legs and messages."""
    refused = await client.get("/v1/measures/legs", params=DAYS, headers=headers("dossiers:read"))
    assert refused.status_code == 403
    assert (await client.get("/v1/measures/people", params=DAYS, headers=READS)).status_code == 422
