"""Closed periods over HTTP: the digest is of what is sent, and every edition comes in every format."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from services.stats.adapters.papers import PRINTERS
from services.stats.application.papers.paper import Shelf
from services.stats.application.papers.press import Press
from services.stats.entrypoints.http.papers.close_period import post_period
from services.stats.entrypoints.http.papers.get_edition import get_edition
from services.stats.entrypoints.http.papers.get_period import get_period
from services.stats.entrypoints.http.papers.list_periods import list_periods
from services.stats.entrypoints.http.papers.restate_period import post_edition
from tests.unit.stats.papers.reader import reader
from tests.unit.stats.papers.test_closed_periods import Office

BODY: dict[str, Any] = {"report": "received", "parameters": {"from": "2026-10-01", "to": "2026-10-31"}}


@asynccontextmanager
async def client(office: Office, *scopes: str) -> AsyncIterator[httpx.AsyncClient]:
    press = Press(PRINTERS, lambda: 0.0)
    routers = (
        post_period(Shelf([office.paper]), office.close),
        post_edition(office.restate),
        list_periods(office.editions),
        get_period(office.show),
        get_edition(office.editions, press),
    )
    async with reader(*routers, scopes=scopes or ("statistics:read", "statistics:close")) as http:
        yield http


async def test_a_period_is_closed_shown_and_restated() -> None:
    """201 once and 200 after; later figures show as differences until they are an edition of their own."""
    office = Office()
    async with client(office) as http:
        first, again = await http.post("/v1/periods", json=BODY), await http.post("/v1/periods", json=BODY)
        assert (first.status_code, again.status_code) == (201, 200)
        assert first.json() == again.json()
        address = first.headers["Location"]
        office.received["H90.01"] = 6
        shown = (await http.get(address)).json()
        assert shown["changed"]
        assert shown["differences"] == [
            {"section": "all", "row": "H90.01", "column": "received", "frozen": 5, "present": 6}
        ]
        second = await http.post(f"{address}/editions", json={"reason": "Nhập muộn"})
        assert (second.status_code, second.json()["edition"]) == (201, 2)
        assert (await http.post(f"{address}/editions", json={"reason": "Nhập muộn"})).status_code == 409
        shown = (await http.get(address)).json()
        assert (shown["changed"], len(shown["editions"]), shown["tampered"]) == (False, 2, [])


async def test_the_digest_is_of_the_bytes_that_are_sent() -> None:
    """Anybody who keeps the file can prove it, also by the header; it may be kept for ever."""
    office = Office()
    async with client(office) as http:
        closed = (await http.post("/v1/periods", json=BODY)).json()
        answer = await http.get(closed["href"])
        assert hashlib.sha256(answer.content).hexdigest() == closed["digest"]
        assert answer.headers["Repr-Digest"].startswith("sha-256=:")
        assert "max-age=31536000" in answer.headers["Cache-Control"]
        known = {"If-None-Match": answer.headers["ETag"]}
        assert (await http.get(closed["href"], headers=known)).status_code == 304
        assert (await http.get(closed["href"].replace("/1", "/9"))).status_code == 404


@pytest.mark.parametrize(("kind", "start"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("html", b"<!DOCTYPE")])
async def test_an_edition_comes_in_every_format(kind: str, start: bytes) -> None:
    """Printed from what was frozen, though the report shows other figures by now."""
    office = Office()
    async with client(office) as http:
        closed = (await http.post("/v1/periods", json=BODY)).json()
        office.received["H90.01"] = 999_999
        answer = await http.get(closed["href"], params={"format": kind})
        assert answer.content.startswith(start)
        assert b"999" not in answer.content
        if kind == "html":
            assert f"Bản chốt số 1 ngày 01/11/2026; SHA-256 {closed['digest']}" in answer.text


@pytest.mark.parametrize(
    ("body", "status", "slug"),
    [
        (BODY | {"report": "other"}, 422, "report_unknown"),
        (BODY | {"parameters": {"from": "2026-10-01"}}, 422, "fields_invalid"),
        (BODY | {"parameters": {"from": "2026-10-01", "to": "2026-11-01"}}, 422, "period_not_over"),
        (BODY | {"parameters": {"from": ["2026-10-01"] * 2, "to": "2026-10-31"}}, 422, "fields_invalid"),
    ],
)
async def test_what_cannot_be_closed_is_refused(body: Any, status: int, slug: str) -> None:
    """With what would be right, in both languages."""
    async with client(Office()) as http:
        answer = await http.post("/v1/periods", json=body)
        assert (answer.status_code, answer.json()["type"].rpartition(":")[2]) == (status, slug)


async def test_periods_are_listed_by_pages() -> None:
    """Heads only, until there is no next page."""
    office = Office()
    async with client(office) as http:
        for day in range(10, 15):
            parameters = {"from": "2026-10-01", "to": f"2026-10-{day}"}
            await http.post("/v1/periods", json=BODY | {"parameters": parameters})
        seen: list[str] = []
        cursor: str | None = ""
        while cursor is not None:
            page = (await http.get("/v1/periods", params={"limit": 2, "cursor": cursor})).json()
            seen += [edition["parameters"]["to"][0][-2:] for edition in page["editions"]]
            cursor = page["next"]
        assert seen == ["10", "11", "12", "13", "14"]
        assert (await http.get("/v1/periods", params={"cursor": "%"})).status_code == 422


async def test_reading_does_not_allow_closing() -> None:
    """Two scopes: a department closes, everybody reads."""
    async with client(Office(), "statistics:read") as http:
        assert (await http.post("/v1/periods", json=BODY)).status_code == 403
    async with client(Office(), "statistics:close") as http:
        assert (await http.get("/v1/periods")).status_code == 403


@pytest.mark.parametrize("cursor", ["\x94", "%%%", "gA=="])
async def test_a_cursor_that_is_none_of_ours_is_refused(cursor: str) -> None:
    """Whatever it is made of: no ASCII, no base64, no UTF-8."""
    async with client(Office()) as http:
        refused = await http.get("/v1/periods", params={"cursor": cursor})
    assert (refused.status_code, refused.json()["errors"]) == (
        422, [{"field": "query.cursor", "reason": "malformed"}],
    )  # fmt: skip
