"""Reports over HTTP: formats, tags, pages, refusals; without a store behind them."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from services.stats.adapters.papers import PRINTERS
from services.stats.application.papers.cursor import write_cursor
from services.stats.application.papers.paper import Paper, Shelf
from services.stats.application.papers.press import Press
from services.stats.domain.papers.asking import AGENCY, FROM, TO, Asked
from services.stats.domain.papers.pages import Place
from services.stats.domain.papers.table import Table, say
from services.stats.entrypoints.http.papers.get_report import get_reports
from services.stats.entrypoints.http.papers.list_reports import list_reports
from tests.unit.stats.papers.reader import reader
from tests.unit.stats.papers.samples import long_table, sample

DAYS = {"from": "2026-01-01", "to": "2026-03-31"}


class Office:
    """Two papers; `rows` of the long one and the monotonic `seconds` are the test's."""

    def __init__(self) -> None:
        self.rows = 25
        self.seconds = 0.0
        self.asked: list[Asked] = []

    async def sample(self, asked: Asked) -> Table:
        self.asked.append(asked)
        return sample()

    async def long(self, asked: Asked) -> Table:
        self.asked.append(asked)
        return long_table(self.rows)

    def shelf(self) -> Shelf:
        return Shelf(
            [
                Paper("sample", say("Sample"), (FROM, TO, AGENCY), self.sample),
                Paper("long", say("Long"), (replace(FROM, required=False), TO), self.long),
            ]
        )


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
async def client(office: Office) -> AsyncIterator[httpx.AsyncClient]:
    press = Press(PRINTERS, lambda: office.seconds)
    async with reader(list_reports(office.shelf()), get_reports(office.shelf(), press)) as http:
        yield http


async def get(client: httpx.AsyncClient, key: str = "sample", *, headers: Any = None, **params: Any) -> httpx.Response:
    return await client.get(f"/v1/reports/{key}", params={**DAYS, **params}, headers=headers)


@pytest.mark.parametrize(
    ("name", "media_type", "start"),
    [("json", "application/json", b"{"), ("csv", "text/csv", b"\xef\xbb\xbf"), ("html", "text/html", b"<!DOCTYPE")],
)
async def test_one_address_has_every_format(
    client: httpx.AsyncClient, name: str, media_type: str, start: bytes
) -> None:
    """By the parameter or by Accept, with the same bytes and the same tag."""
    named, accepted = await get(client, format=name), await get(client, headers={"Accept": media_type})
    assert (named.status_code, named.content, named.headers["ETag"]) == (
        200, accepted.content, accepted.headers["ETag"],
    )  # fmt: skip
    assert named.headers["Content-Type"].startswith(media_type)
    assert named.content.startswith(start)


async def test_a_workbook_is_saved_under_a_name_of_keys_codes_and_days(client: httpx.AsyncClient) -> None:
    """A browser saves it; nothing but the report, the agency and the days is in the name."""
    answer = await get(client, format="xlsx", agency="H90.20")
    assert answer.content.startswith(b"PK")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="sample-H90.20-2026-01-01-2026-03-31.xlsx"'


async def test_the_language_is_named_or_accepted(client: httpx.AsyncClient) -> None:
    """The page to print follows both, the parameter first; its policy lets only its own style act."""
    english = await get(client, format="html", lang="en", headers={"Accept-Language": "vi"})
    assert "Sample report" in english.text
    assert english.headers["Content-Language"] == "en"
    assert "default-src 'none'" in english.headers["Content-Security-Policy"]
    assert "Báo cáo mẫu" in (await get(client, format="html")).text


async def test_what_is_unchanged_is_not_sent_again(client: httpx.AsyncClient) -> None:
    """304 for the tag, strong or weakened on the way or in a list; a tag of another format does not do."""
    first = await get(client)
    tag = first.headers["ETag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = await get(client, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert (await get(client, format="csv", headers={"If-None-Match": tag})).status_code == 200


async def test_no_figure_is_kept_until_it_is_five_seconds_old(client: httpx.AsyncClient, office: Office) -> None:
    """What the service keeps and what a client may keep add up to less; under load the report is read once."""
    assert (await get(client)).headers["Cache-Control"] == "private, max-age=4, must-revalidate"
    office.seconds = 1.5
    assert (await get(client)).headers["Cache-Control"] == "private, max-age=2, must-revalidate"
    assert len(office.asked) == 1
    office.seconds = 2.0
    await get(client)
    assert len(office.asked) == 2


async def test_json_comes_in_pages(client: httpx.AsyncClient, office: Office) -> None:
    """Every row once, though rows are added meanwhile; each page has a tag of its own."""
    seen, tags, cursor = [], set(), None
    while True:
        params: dict[str, Any] = {"to": "2026-03-31", "limit": 10} | ({"cursor": cursor} if cursor else {})
        answer = await client.get("/v1/reports/long", params=params)
        page = answer.json()
        seen += [row["key"] for section in page["sections"] for row in section["rows"]]
        tags.add(answer.headers["ETag"])
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == [f"r{n}" for n in range(25)]
    assert len(tags) == 3


@pytest.mark.parametrize(
    ("params", "field", "reason"),
    [
        ({"agency": "nowhere"}, "query.agency", "not_an_agency_code"),
        ({"agencies": "H90"}, "query.agencies", "not_a_parameter"),
        ({"to": "2025-01-01"}, "query.to", "before_from"),
        ({"format": "pdf"}, "query.format", "unknown"),
        ({"limit": "0"}, "query.limit", "out_of_range"),
        ({"limit": "1001"}, "query.limit", "out_of_range"),
        ({"cursor": "%%%"}, "query.cursor", "malformed"),
        ({"cursor": "WzFd"}, "query.cursor", "malformed"),
        ({"cursor": "\x94"}, "query.cursor", "malformed"),
        ({"cursor": "W1tb" * 8_000}, "query.cursor", "malformed"),
        ({"cursor": write_cursor("short", Place("all", "r9", 9))}, "query.cursor", "malformed"),
        ({"limit": "5", "format": "csv"}, "query.limit", "json_only"),
    ],
)
async def test_a_wrong_parameter_is_named(client: httpx.AsyncClient, params: Any, field: str, reason: str) -> None:
    """As a problem with the field and the reason, not with the value."""
    answer = await get(client, **params)
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"field": field, "reason": reason}]


async def test_a_format_that_is_not_ours_is_refused(client: httpx.AsyncClient) -> None:
    """406 in both languages, with the formats that there are."""
    answer = await get(client, headers={"Accept": "application/pdf"})
    assert answer.status_code == 406
    assert answer.json()["texts"]["en"]["detail"] == "A report comes as: json, csv, xlsx, html."


async def test_reports_are_for_readers_of_statistics(client: httpx.AsyncClient, office: Office) -> None:
    """Without a token nothing is even asked."""
    assert (await get(client, headers={"Authorization": ""})).status_code == 401
    assert not office.asked


async def test_the_list_and_the_description_tell_what_each_is_asked_with(client: httpx.AsyncClient) -> None:
    """A program finds a report, its parameters and whether it closes without reading a manual."""
    listed = (await client.get("/v1/reports")).json()["reports"]
    assert [(entry["key"], entry["closes"]) for entry in listed] == [("sample", True), ("long", False)]
    described = (await client.get("/openapi.json")).json()["paths"]["/v1/reports/sample"]["get"]
    names = [(one["name"], one["required"]) for one in described["parameters"]]
    assert names[:3] == [("from", True), ("to", True), ("agency", False)]
    assert "text/csv" in described["responses"]["200"]["content"]
    assert (await client.get("/v1/reports/nothing")).status_code == 404


def test_a_report_cannot_hide_another() -> None:
    """A key that is taken, or a parameter that all papers have, stops the wiring."""
    office = Office()
    with pytest.raises(ValueError, match="sample"):
        Shelf([*office.shelf(), *office.shelf()])


async def test_a_language_that_there_is_not_is_refused(client: httpx.AsyncClient) -> None:
    """As a format is; what a browser accepts falls back to Vietnamese."""
    refused = await get(client, lang="fr")
    assert (refused.status_code, refused.json()["errors"]) == (422, [{"field": "query.lang", "reason": "unknown"}])
    assert (await get(client, headers={"Accept-Language": "fr"})).headers["Content-Language"] == "vi"
