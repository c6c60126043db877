"""The counters against the recount, against the replayed topics, and against what was really filed."""

from collections import Counter
from collections.abc import Iterable

from services.kernel.times import local_day, utc_now
from services.ops.chaos.client import Insistent
from services.ops.chaos.findings import Finding, Kind
from services.ops.chaos.journey import PROCEDURE, Journey
from services.ops.chaos.plan import Course
from services.ops.platform.locations import PROJECT
from services.stats.application.verify import Verdict, verify, verify_deep
from services.stats.bootstrap import opened
from services.stats.settings import OperatorSettings

__all__ = ["judge_counters", "judge_counts"]

_SHOWN = 5


async def judge_counters(kafka: str, store_url: str, namespace: str) -> tuple[int, list[Finding]]:
    """Do what `lienthong stats verify` and `verify --deep` do; returns the number of facts and what differs."""
    settings = OperatorSettings(
        kafka_bootstrap=kafka,
        store_url=store_url,
        namespace=namespace,
        http_port=0,
        catalogue_dir=str(PROJECT / "deploy" / "catalogue"),
    )
    async with opened(settings) as stats:
        plain, deep = await verify(stats), await verify_deep(stats)
    return plain.facts, [*_findings("verify", plain), *_findings("verify --deep", deep)]


async def judge_counts(desk: Insistent, journeys: Iterable[Journey]) -> list[Finding]:
    """Ask the report API for today's dossiers of these journeys' agency; a run starts with none."""
    courses = Counter(journey.course for journey in journeys if journey.code)
    expected = {
        "received": courses[Course.COMPLETED] + courses[Course.SUPPLEMENT],
        "early": courses[Course.COMPLETED],
        "refused": courses[Course.REFUSED],
        "awaiting_supplement": courses[Course.SUPPLEMENT],
    }
    findings = []
    for outcome, number in expected.items():
        found = await _count(desk, "" if outcome == "received" else outcome)
        if found != number:
            findings.append(Finding(Kind.COUNT, outcome, f"{number} were acknowledged, the report says {found}"))
    return findings


async def _count(desk: Insistent, outcome: str) -> int:
    day = local_day(utc_now()).isoformat()
    question = {"from": day, "to": day, "procedure": PROCEDURE, "agency": desk.software.agency}
    body = await desk.get("stats", "/v1/reports/count", question | ({"outcome": outcome} if outcome else {}))
    return int(body["count"])


def _findings(command: str, verdict: Verdict) -> list[Finding]:
    shown = [
        Finding(Kind.COUNTER, command, f"{one.counter} {one.place}: recounted {one.expected}, stored {one.found}")
        for one in verdict.differences[:_SHOWN]
    ]
    rest = len(verdict.differences) - len(shown)
    return [*shown, *([Finding(Kind.COUNTER, command, f"and {rest} more differences")] if rest > 0 else [])]
