"""Intake answers as its OpenAPI document says, whatever is sent: good requests, broken ones, and unknown methods.

`make prove-openapi N=200` sends more; PROVE_OPENAPI is the number of requests per operation and kind.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
from schemathesis import HookContext
from schemathesis.schemas import BaseSchema

from services.intake.domain.credential import SCOPES
from services.kernel.times import utc_now
from services.runtime.auth.principal import Principal
from services.runtime.auth.tokens import TokenIssuer
from tests.component.intake.rig import Rig
from tests.openapi import Door, exercise_all, listening

EXAMPLES = int(os.environ.get("PROVE_OPENAPI", "3"))
AGENCIES = frozenset({"H90.01", "H90.20.01"})


@dataclass
class Desk(Door):
    """With the codes of dossiers that are there."""

    codes: list[str] = field(default_factory=list)

    def describe(self, schema: BaseSchema) -> None:
        """Half of all requests about a dossier are to name one that is there."""
        turns = count()

        def map_path_parameters(_: HookContext, parameters: dict[str, Any] | None) -> dict[str, Any] | None:
            if parameters and "code" in parameters and (turn := next(turns)) % 2:
                return parameters | {"code": self.codes[turn // 2 % len(self.codes)]}
            return parameters

        schema.hook(map_path_parameters)


@pytest.fixture
async def door(rig: Rig) -> AsyncIterator[Desk]:
    """With dossiers in several states, which half of all requests about a dossier name."""
    codes = [(await rig.file(accept=n % 2 == 0))["code"] for n in range(6)]
    principal = Principal("stranger", AGENCIES, frozenset(SCOPES))
    token, _ = TokenIssuer(rig.settings.token_secret.get_secret_value(), 7200, utc_now).issue(principal)
    async with listening(rig.intake.app()) as url:
        yield Desk(url, token, codes=codes)


@pytest.mark.timeout(0 if EXAMPLES > 20 else 600)
async def test_every_operation_keeps_to_the_document_and_explains_every_refusal(door: Desk) -> None:
    """No 5xx, documented types only, each refusal RFC 9457 with Vietnamese and English."""
    failures = await asyncio.to_thread(exercise_all, door, EXAMPLES, door.describe)
    print(f"\n{door.answers.total()} requests: {dict(sorted(door.answers.items()))}")  # noqa: T201 the figures of a proof
    assert not failures, "\n\n".join(failures)
    assert sum(times for status, times in door.answers.items() if status < 300) > 0
