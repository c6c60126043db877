"""Printed figures are set beside what a running service counted, and beside what others publish."""

import asyncio
from pathlib import Path

import httpx
import orjson
from typer.testing import CliRunner

from services.kernel.times import utc_now
from services.ops.cli import app
from services.runtime.auth.principal import Principal
from services.runtime.auth.tokens import TokenIssuer
from services.stats.adapters.reconcile.read_printed import read_printed
from services.stats.application.reading import Reports
from services.stats.application.reconcile.answers import answer_from_counters
from services.stats.application.statistics import Statistics
from services.stats.domain.rates import Rounding
from services.stats.domain.reconcile.printed import reconcile_printed
from services.stats.settings import Settings
from tests.component.stats.feed import feed
from tests.component.stats.service import running, variables, wait_counted

NUMBERS = range(60)
RECEIVED = sum(bool(number % 10) for number in NUMBERS)
ONLINE = sum(bool(number % 10) and number % 4 == 0 for number in NUMBERS)
FIGURES = f"""
period: {{from: 2026-01-01, to: 2026-12-31}}
values:
  - {{name: received, dossiers: {{agency: H90}}}}
  - {{name: online, dossiers: {{agency: H90, channel: online, needs_verification: "false"}}}}
  - {{name: refused, dossiers: {{outcome: refused}}}}
  - {{name: filed, expr: {{sum: [received, refused]}}}}
  - {{name: offices, agencies: {{channel: online}}}}
  - {{name: kinds, procedures: {{channel: online}}}}
checks:
  - {{id: received, quantity: received, expr: {{sum: [received]}}, printed: {RECEIVED}, agrees: true}}
  - {{id: share, quantity: online, expr: {{percent: [online, received]}}, printed: "20.00", places: 2, agrees: false}}
  - {{id: offices, quantity: offices, expr: {{sum: [offices]}}, computed: 2}}
  - {{id: kinds, quantity: kinds of procedures, expr: {{sum: [kinds]}}, computed: 3}}
"""


async def test_printed_figures_meet_live_counts(settings: Settings, stats: Statistics, tmp_path: Path) -> None:
    """A share that is wrong over what was received is right over what was filed, and that base is named.

    The operators' command says the same, and the service answers what others publish.
    """
    file = tmp_path / "figures.yaml"
    file.write_text(FIGURES, encoding="utf-8")
    printed = read_printed(file, lambda: frozenset({"needs_verification"}))
    total = await feed(settings.kafka_bootstrap, settings.namespace, NUMBERS)
    async with running(settings) as parts:
        await wait_counted(stats, total)
        counts = await answer_from_counters(printed.questions, Reports(stats.generations, stats.ledger))
        command = ["stats", "reconcile", str(file), "--dir", settings.catalogue_dir, "--json"]
        said = await asyncio.to_thread(CliRunner().invoke, app, command, env=variables(settings))
        benchmarks = await _benchmarks(httpx.ASGITransport(parts.app), settings)
    found = {each.check.id: each for each in reconcile_printed(printed, counts)}
    assert said.exit_code == 0, said.stderr
    assert {figure["id"]: figure["computed"] for figure in orjson.loads(said.stdout)} == {
        name: each.computed for name, each in found.items()
    }
    assert {name: each.surprises for name, each in found.items() if each.surprises} == {}
    assert (counts["received"], counts["online"]) == (RECEIVED, ONLINE)
    assert {each.rounding for each in found["share"].agreements if each.base == "filed"} >= {Rounding.HALF_UP}
    assert benchmarks["rank"] == {"place": 17, "of": 63, "up": 3, "year_before": 20}


async def _benchmarks(transport: httpx.ASGITransport, settings: Settings) -> dict[str, object]:
    issuer = TokenIssuer(settings.token_secret.get_secret_value(), 3600, utc_now)
    token, *_ = issuer.issue(Principal("tests", frozenset({"H93"}), frozenset({"statistics:read"})))
    async with httpx.AsyncClient(transport=transport, base_url="http://stats") as http:
        assert (await http.get("/v1/benchmarks")).status_code == 401
        headers = {"Authorization": f"Bearer {token}"}
        answer = await http.get("/v1/benchmarks", params={"agency": "H93", "index": "reform"}, headers=headers)
    (benchmark,) = answer.json()["benchmarks"]
    return dict(benchmark)
