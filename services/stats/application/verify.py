"""Prove the counters: count the facts again, or the whole topics, and compare every cell."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any, Final

from services.stats.application.check_listing import unmarked
from services.stats.application.counted import Counted
from services.stats.application.ports import Scanner, WholeLedger
from services.stats.application.rebuild import replay_all
from services.stats.application.recount import compare_counters
from services.stats.application.start import open_serving
from services.stats.application.statistics import Statistics
from services.stats.application.verdict import SHOWN, Difference, Verdict
from services.stats.domain.facts import Fact

__all__ = ["Difference", "Verdict", "verify", "verify_deep"]

_ATTEMPTS: Final = 5


async def verify(stats: Statistics) -> Verdict:
    """Recount the facts of the serving generation and compare all counters, and what is listed one by one."""
    ledger = await open_serving(stats)
    for _ in range(_ATTEMPTS):
        before = await ledger.root_fences()
        verdict = await _with_listing(ledger, await compare_counters(ledger, ledger, stats.counted), stats.counted)
        if not verdict.differences or await ledger.root_fences() == before:
            return verdict
    return Verdict(verdict.facts, verdict.cells, verdict.differences, moving=True)


async def verify_deep(stats: Statistics) -> Verdict:
    """Replay the topics into a shadow generation and compare its facts and counters with those that serve."""
    serving = await open_serving(stats)
    number = await stats.generations.allocate(to_serve=False)
    shadow = stats.ledger(number)
    try:
        for _ in range(_ATTEMPTS):
            marks = await replay_all(stats, number)
            verdict = await _compare(serving, shadow, stats.counted)
            if not verdict.differences:
                return verdict
            if await stats.replayer.catch_up(shadow, marks) == marks:
                break
        else:
            return Verdict(verdict.facts, verdict.cells, verdict.differences, moving=True)
        return verdict
    finally:
        await stats.clear(number)


async def _with_listing(ledger: WholeLedger, verdict: Verdict, counted: Sequence[Counted]) -> Verdict:
    missing = [
        Difference(f"listing of {item.rules.name}", subject, str(expected), str(found))
        for item in counted
        async for subject, expected, found in unmarked(ledger, item.rules)
    ]
    return replace(verdict, differences=[*verdict.differences, *missing][:SHOWN])


async def _compare(serving: WholeLedger, shadow: WholeLedger, counted: Sequence[Counted]) -> Verdict:
    verdict = await compare_counters(shadow, serving, counted)
    differences = list(verdict.differences)
    for item in counted:
        differences += [difference async for difference in _fact_differences(serving, shadow, item)]
    own = await compare_counters(shadow, shadow, counted)
    return Verdict(verdict.facts, verdict.cells, [*differences, *own.differences][:SHOWN])


async def _fact_differences(serving: Scanner, shadow: Scanner, item: Counted) -> AsyncIterator[Difference]:
    """Yield where the two disagree; both come in the order of ids, so one pass without memory is enough."""
    left, right = serving.all_facts(item.rules), shadow.all_facts(item.rules)
    found, expected = await anext(left, None), await anext(right, None)
    while found is not None or expected is not None:
        if expected is None or (found is not None and found[0] < expected[0]):
            subject, has, wants = (found or ("", None))[0], found, None
        else:
            subject, wants = expected[0], expected
            has = found if found is not None and found[0] == subject else None
        if _said(has) != _said(wants):
            yield Difference(f"facts of {item.rules.name}", subject, str(_said(wants)), str(_said(has)))
        found = await anext(left, None) if has is not None else found
        expected = await anext(right, None) if wants is not None else expected


def _said(row: tuple[str, Fact] | None) -> tuple[int, Any] | None:
    return None if row is None else (row[1].seq, row[1].state)
