"""What the statistics say, asked over their HTTP API for the scenario's period and province."""

from collections.abc import Sequence
from typing import Any, Final, Protocol

import httpx

from services.ops.agency import RefusedError
from services.ops.scenario.expected import ExpectedCounts
from services.ops.scenario.model import Filter, Scenario

__all__ = ["Reader", "StatisticsCounts"]

_PATH: Final = "/v1/reports/count"
_PARAMETERS: Final = frozenset(
    {"agency", "procedure", "field", "tier", "channel", "assisted", "tag", "tagged", "outcome"}
)
_DISTINCT: Final = {"agency": "agencies", "procedure": "procedures"}


class Reader(Protocol):
    """Whoever may read the statistics, such as an agency's software."""

    async def get(self, service: str, path: str, params: Any = None) -> httpx.Response:
        """Read what stands at this moment, nothing that was kept."""
        ...


class StatisticsCounts:
    """Which values an attribute has is not a question of the API, so `expected` names them."""

    def __init__(self, client: Reader, scenario: Scenario, expected: ExpectedCounts) -> None:
        self._client = client
        self._scenario = scenario
        self._expected = expected
        self._form: dict[str, Any] | None = None

    async def count(self, where: Filter) -> int:
        answer = await self._ask(where, {})
        count: int = answer["count"]
        return count

    async def distinct(self, field: str, where: Filter) -> int:
        answer = await self._ask(where, {"distinct": "true"})
        count: int = answer["distinct"][_DISTINCT[field]]
        return count

    async def values(self, attribute: str) -> Sequence[str]:
        return await self._expected.values(attribute)

    async def form06(self, column: str) -> int:
        """The last row of the last section is the sum of all."""
        if self._form is None:
            self._form = await self._get("/v1/reports/form06", [*self._period(), ("agency", self._scenario.root)])
        key = next(each["key"] for each in self._form["columns"] if each["mark"].startswith(f"({column})"))
        total: int = self._form["sections"][-1]["rows"][-1]["cells"][key]
        return total

    async def groups(self) -> int:
        groups: int = (await self.summary())["total"]["interlinked_groups"]
        return groups

    async def desk(self, report: str, column: str) -> str:
        """The last row of the last section is the sum of all; of a rate its value."""
        answer = await self._get(f"/v1/reports/{report}", [*self._period(), ("agency", self._scenario.root)])
        cell = answer["sections"][-1]["rows"][-1]["cells"][column]
        return str(cell["value"] if isinstance(cell, dict) else cell)

    async def summary(self) -> dict[str, Any]:
        """The summary of the whole period and province."""
        return await self._get("/v1/reports/summary", [*self._period(), ("agency", self._scenario.root)])

    async def _ask(self, where: Filter, more: dict[str, str]) -> dict[str, Any]:
        asked = dict(where)
        asked.setdefault("agency", frozenset({self._scenario.root}))
        pairs = [(_parameter(name), value) for name, values in asked.items() for value in sorted(values)]
        return await self._get(_PATH, self._period() + pairs + list(more.items()))

    async def _get(self, path: str, params: list[tuple[str, str]]) -> dict[str, Any]:
        answer = await self._client.get("stats", path, params)
        if not answer.is_success:
            raise RefusedError(f"GET {path}", answer)
        body: dict[str, Any] = answer.json()
        return body

    def _period(self) -> list[tuple[str, str]]:
        return [("from", self._scenario.first.isoformat()), ("to", self._scenario.last.isoformat())]


def _parameter(name: str) -> str:
    return name if name in _PARAMETERS else f"attribute.{name}"
