"""The counters against the recount, against the replayed topics, and against what was really filed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from services.kernel.times import local_day, utc_now
from services.ops.chaos.client import Insistent
from services.ops.chaos.findings import Finding, Kind
from services.ops.chaos.journey import PROCEDURE, Journey
from services.ops.chaos.plan import Course
from services.ops.platform.locations import CATALOGUE
from services.stats.application.verify import Verdict, verify, verify_deep
from services.stats.bootstrap import opened
from services.stats.settings import OperatorSettings

__all__ = ["counts", "judge_counters", "judge_counts"]

_RECEIVED: Final = "received"
_STANDINGS: Final = (_RECEIVED, "early", "refused", "awaiting_supplement")
_SHOWN: Final = 5


async def judge_counters(kafka: str, store_url: str, namespace: str) -> tuple[int, list[Finding]]:
    """Do what `lienthong stats verify` and `verify --deep` do; returns the number of facts and what differs."""
    settings = OperatorSettings(
        kafka_bootstrap=kafka,
        store_url=store_url,
        namespace=namespace,
        http_port=0,
        catalogue_dir=str(CATALOGUE),
    )
    async with opened(settings) as stats:
        plain, deep = await verify(stats), await verify_deep(stats)
    return plain.facts, [*_findings("verify", plain), *_findings("verify --deep", deep)]


async def counts(desk: Insistent) -> dict[str, int]:
    """Return what the report API says of today's dossiers of the desk's agency."""
    return {outcome: await _count(desk, "" if outcome == _RECEIVED else outcome) for outcome in _STANDINGS}


async def judge_counts(desk: Insistent, journeys: Iterable[Journey], before: Mapping[str, int]) -> list[Finding]:
    """Compare the report with what was acknowledged since `before`."""
    courses = Counter(journey.course for journey in journeys if journey.code)
    added = {
        _RECEIVED: courses[Course.COMPLETED] + courses[Course.SUPPLEMENT],
        "early": courses[Course.COMPLETED],
        "refused": courses[Course.REFUSED],
        "awaiting_supplement": courses[Course.SUPPLEMENT],
    }
    found = await counts(desk)
    return [
        Finding(Kind.COUNT, name, f"{before[name] + number} were acknowledged, the report says {found[name]}")
        for name, number in added.items()
        if found[name] != before[name] + number
    ]


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
