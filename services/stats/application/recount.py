"""Count the facts again and compare every counter, in memory that does not grow with the number of cells.

Of each counter only one number is kept: its amounts, each multiplied with a random number that stands for its path,
added up. Equal cells give equal sums; if any cell differs the sums differ too, but for a chance of one in 2**64: the
hash that Python has of a text is 64 bits under a key that is new in every process. Counters whose sums differ are
counted again cell by cell.
"""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import Any, Final

from services.stats.application.counted import Counted
from services.stats.application.ports import Scanner
from services.stats.application.verdict import SHOWN, Difference, Verdict
from services.stats.domain.counters import CELLS
from services.stats.domain.entries import NOTHING, Contribution
from services.stats.domain.facts import TopicRules
from services.stats.domain.sums import Step, sums

_CHUNK: Final = 2_000
_ALL: Final = ""  # every fact counts whole, so there is nothing to fence

Amounts = Mapping[str, int]


async def compare_counters(facts: Scanner, counters: Scanner, counted: Sequence[Counted]) -> Verdict:
    """Compare the counters of one scanner with the recount of another one's facts."""
    left: dict[str, int] = {}
    number = cells = 0
    async for size, found in _recounted(facts, counted):
        number += size
        for counter, amounts in found.items():
            left[counter] = left.get(counter, 0) + _sum(amounts)
    async for counter, stored in _stored(counters):
        cells += len(stored)
        rest = left.pop(counter, 0) - _sum(stored)
        if rest:
            left[counter] = rest
    different = sorted(counter for counter, rest in left.items() if rest)
    if not different:
        return Verdict(number, cells, ())
    return Verdict(number, cells, await _by_cells(facts, counters, counted, frozenset(different[:SHOWN])))


async def _by_cells(
    facts: Scanner, counters: Scanner, counted: Sequence[Counted], wanted: AbstractSet[str]
) -> Sequence[Difference]:
    expected: dict[str, dict[str, int]] = {counter: {} for counter in wanted}
    async for _, found in _recounted(facts, counted):
        for counter in wanted & found.keys():
            cells = expected[counter]
            for path, amount in found[counter].items():
                cells[path] = cells.get(path, 0) + amount
    stored = {counter: cells async for counter, cells in _stored(counters) if counter in wanted}
    differences = (_differences(counter, expected[counter], stored.get(counter, {})) for counter in sorted(wanted))
    return list(islice((difference for some in differences for difference in some), SHOWN))


def _differences(counter: str, expected: Amounts, stored: Amounts) -> Iterator[Difference]:
    for path in sorted(expected.keys() | stored.keys()):
        wants, has = expected.get(path, 0), stored.get(path, 0)
        if wants != has:
            yield Difference(counter, path, str(wants), str(has))


async def _recounted(facts: Scanner, counted: Sequence[Counted]) -> AsyncIterator[tuple[int, dict[str, Amounts]]]:
    """Yield how many facts a chunk has and what they come to, by counter and path."""
    for item in counted:
        async for chunk in _chunks(facts, item.rules):
            yield len(chunk), _counted_from_nothing(chunk)


async def _chunks(facts: Scanner, rules: TopicRules) -> AsyncIterator[list[Contribution]]:
    chunk: list[Contribution] = []
    async for _, fact in facts.all_facts(rules):
        chunk.append(rules.contribution(fact.state))
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    yield chunk


def _counted_from_nothing(chunk: Iterable[Contribution]) -> dict[str, Amounts]:
    steps: dict[Step, list[int]] = {}
    for contribution in chunk:
        steps.setdefault((_ALL, NOTHING, contribution), []).append(0)
    return {counter: found.amounts() for counter, found in sums(steps).counters.items()}


async def _stored(counters: Scanner) -> AsyncIterator[tuple[str, dict[str, int]]]:
    async for counter, tree in counters.all_counters():
        yield counter, dict(_leaves(tree, CELLS))


def _leaves(tree: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, int]]:
    for name, value in tree.items():
        path = f"{prefix}.{name}"
        if isinstance(value, Mapping):
            yield from _leaves(value, path)
        else:
            yield path, value


def _sum(amounts: Amounts) -> int:
    return sum(amount * hash(path) for path, amount in amounts.items())
