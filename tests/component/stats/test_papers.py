"""Reports on paper, from events on the broker to files."""

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from services.ops.cli import app
from services.stats.application.statistics import Statistics
from services.stats.settings import Settings
from tests.component.stats.feed import code_of, feed
from tests.component.stats.service import running, wait_counted
from tests.component.stats.test_reports import token

YEAR = {"from": "2026-01-01", "to": "2026-12-31"}
COUNTED = 216
WEEKS = {"week": "2026-W12", "from_week": "2026-W10", "to_week": "2026-W12"}
REQUIRED = YEAR | WEEKS | {"agency": "H90.20.01", "code": code_of(0)}
DAYS = ["--from", "2026-01-01", "--to", "2026-12-31"]


OBSTACLE = ["obstacles", "add", "--agency", "H90.02", "--category", "software", "--text"]


@pytest.fixture
async def client(settings: Settings, stats: Statistics) -> AsyncIterator[httpx.AsyncClient]:
    """Return a reader of a service that has counted sixty dossiers."""
    assert await feed(settings.kafka_bootstrap, settings.namespace, range(60)) == COUNTED
    async with running(settings) as parts:
        await wait_counted(stats, COUNTED)
        headers = {"Authorization": f"Bearer {token(settings, 'statistics:read')}"}
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(parts.app), base_url="http://stats", headers=headers
        ) as http:
            yield http


@pytest.fixture
def environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let operators' commands reach the store of the test."""
    monkeypatch.setenv("LIENTHONG_KAFKA_BOOTSTRAP", settings.kafka_bootstrap)
    monkeypatch.setenv("LIENTHONG_STORE_URL", settings.store_url)
    monkeypatch.setenv("LIENTHONG_NAMESPACE", settings.namespace)
    monkeypatch.setenv("LIENTHONG_CATALOGUE_DIR", settings.catalogue_dir)


async def command(*words: str) -> Any:
    """Run it in a thread: it has a loop of its own."""
    return await asyncio.to_thread(CliRunner().invoke, app, ["stats", *words])


@pytest.mark.usefixtures("environment")
async def test_a_report_is_the_same_over_http_and_on_the_command_line(
    client: httpx.AsyncClient, tmp_path: Path
) -> None:
    """Byte for byte, in every format: there is one table, and one way to make a format of it."""
    for kind in ("json", "csv", "html", "xlsx"):
        answer = await client.get("/v1/reports/procedures", params=YEAR | {"format": kind, "agency": "H90.20"})
        file = tmp_path / f"report.{kind}"
        done = await command("print", "procedures", *DAYS, "--set", "agency=H90.20", "--out", str(file))
        assert done.exit_code == 0, done.output
        assert file.read_bytes() == answer.content
    sheet = load_workbook(BytesIO(answer.content))["Dữ liệu"]
    columns, *rows = sheet.iter_rows(values_only=True)
    assert [dict(zip(columns, row, strict=True))["Tiếp nhận"] for row in rows if row[1] == "total"] == [54]
    await check_every_report(client)


async def check_every_report(client: httpx.AsyncClient) -> None:
    """Asked with no more than it has to be asked with, whoever offers it, as a document and as a page."""
    reports = (await client.get("/v1/reports")).json()["reports"]
    assert len(reports) > 5
    for report in reports:
        required = {one["name"]: REQUIRED[one["name"]] for one in report["parameters"] if one["required"]}
        for kind in ("json", "html"):
            answer = await client.get(report["href"], params=required | {"format": kind, "lang": "en"})
            assert answer.status_code == 200, (report["key"], kind, answer.text)
            assert answer.content


@pytest.mark.usefixtures("environment")
async def test_a_closed_period_stays_while_late_events_come(
    client: httpx.AsyncClient, settings: Settings, stats: Statistics
) -> None:
    """Closed on the command line, read over HTTP, changed by dossiers that arrive later, restated as edition two."""
    days = ["--from", "2026-03-01", "--to", "2026-03-31"]
    closed = await command("close", "procedures", *days)
    assert closed.output.startswith("closed: procedures.2026-03-01.2026-03-31."), closed.output
    period = closed.output.split()[1]
    assert (await command("periods", period)).output.splitlines()[-1] == "unchanged"

    late = await feed(settings.kafka_bootstrap, settings.namespace, range(60, 70))
    await wait_counted(stats, COUNTED + late)
    changed = await command("periods", period)
    assert changed.exit_code == 4
    assert "total/total/received: frozen 27, now 36" in changed.output
    restated = await command("restate", period, "--reason", "Nhập muộn")
    assert "edition 2" in restated.output
    assert (await command("restate", period, "--reason", "Nhập muộn")).exit_code == 2
    assert len((await command("periods")).output.splitlines()) == 2

    first = (await client.get(f"/v1/periods/{period}/editions/1")).json()
    [row] = next(section for section in first["sections"] if section["key"] == "total")["rows"]
    assert row["cells"]["received"] == 27
    shown = (await client.get(f"/v1/periods/{period}")).json()
    assert (shown["changed"], shown["tampered"], len(shown["editions"])) == (False, [], 2)


@pytest.mark.usefixtures("environment")
async def test_a_wrong_command_says_what_would_be_right(stats: Statistics) -> None:
    """Exit code 2, the error and its remedy, for reports, parameters and formats."""
    for words, expected in (
        (["print", "form99"], "name one of procedures"),
        (["print", "procedures", "--from", "2026-01-01"], "to: is missing"),
        (["print", "procedures", *DAYS, "--set", "agencies=H90"], "agencies: is no parameter"),
        (["print", "procedures", *DAYS, "--format", "xlsx"], "give --out"),
        (["print", "procedures", *DAYS, "--format", "pdf"], "name one of json"),
        (["close", "procedures", "--from", "2199-01-01", "--to", "2199-12-31"], "It can be closed from the day after"),
        (["periods", "procedures.2026"], "period_unknown"),
        ([*OBSTACLE, "Gọi 0912 345 678"], "obstacle_names_somebody"),
    ):
        done = await command(*words)
        assert (done.exit_code, expected in done.output) == (2, True), done.output
    assert "procedures: Hồ sơ" in (await command("papers")).output


@pytest.mark.usefixtures("environment", "stats")
async def test_an_operator_tells_of_an_obstacle_and_lists_those_of_the_week() -> None:
    """At an agency and all below it; those of another week are not in the list."""
    assert (await command(*OBSTACLE, "Mất mạng cả buổi sáng")).output.startswith("told: ")
    assert (
        "H90.02\tsoftware\t-\tMất mạng cả buổi sáng" in (await command("obstacles", "list", "--agency", "H90")).output
    )
    assert (await command("obstacles", "list", "--agency", "H91")).output == ""
    assert (await command("obstacles", "list", "--week", "2020-W01")).output == ""
