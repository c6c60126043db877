"""Statistics answer as their OpenAPI document says, whatever is asked.

`make prove-openapi N=200` sends more; PROVE_OPENAPI is the number of requests per operation and kind.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest
from schemathesis import HookContext
from schemathesis.schemas import BaseSchema

from services.kernel.times import utc_now
from services.runtime.auth.principal import Principal
from services.runtime.auth.tokens import TokenIssuer
from services.stats.application.statistics import Statistics
from services.stats.settings import Settings
from tests.component.stats.feed import feed
from tests.component.stats.service import running, wait_counted
from tests.openapi import Door, exercise_all, listening

EXAMPLES = int(os.environ.get("PROVE_OPENAPI", "1"))
SCOPES = frozenset({"statistics:read", "statistics:write", "statistics:close"})
GOOD = {"from": "2026-01-01", "to": "2026-12-31", "agency": ["H90.20"]}


@pytest.fixture
async def door(settings: Settings, stats: Statistics) -> AsyncIterator[Door]:
    """A service that has counted 40 dossiers."""
    total = await feed(settings.kafka_bootstrap, settings.namespace, range(40))
    async with running(settings) as parts:
        await wait_counted(stats, total)
        principal = Principal("stranger", frozenset({"H90.20"}), SCOPES)
        token, _ = TokenIssuer(settings.token_secret.get_secret_value(), 7200, utc_now).issue(principal)
        async with listening(parts.app) as url:
            yield Door(url, token)


def describe(schema: BaseSchema) -> None:
    """Days that a schema can draw seldom make a period; every request that has two is to ask for one."""

    def map_query(_: HookContext, query: dict[str, Any] | None) -> dict[str, Any] | None:
        days = {name: value for name, value in GOOD.items() if query and name in query and _is_day(query[name])}
        return (query or {}) | days if query else query

    schema.hook(map_query)


def _is_day(value: Any) -> bool:
    """What is broken on purpose stays so."""
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return isinstance(value, list)
    return True


@pytest.mark.timeout(0 if EXAMPLES > 20 else 600)
async def test_every_operation_keeps_to_the_document_and_explains_every_refusal(door: Door) -> None:
    """No 5xx, documented types only, each refusal RFC 9457 with Vietnamese and English."""
    failures = await asyncio.to_thread(exercise_all, door, EXAMPLES, describe)
    print(f"\n{door.answers.total()} requests: {dict(sorted(door.answers.items()))}")  # noqa: T201 the figures of a proof
    assert not failures, "\n\n".join(failures)
    assert sum(times for status, times in door.answers.items() if status < 300) > 0
