"""Intake answers as its OpenAPI document says, whatever is sent: good requests, broken ones, and unknown methods.

`make prove-openapi N=200` sends more; PROVE_OPENAPI is the number of requests per operation and kind.
"""

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
import requests
import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode, HookContext, Response
from schemathesis.core.result import Err
from schemathesis.schemas import APIOperation, BaseSchema

from services.intake.domain.credential import SCOPES
from services.kernel.times import utc_now
from services.runtime.auth.principal import Principal
from services.runtime.auth.tokens import TokenIssuer
from tests.component.intake.rig import Rig

EXAMPLES = int(os.environ.get("PROVE_OPENAPI", "3"))
AGENCIES = frozenset({"H90.01", "H90.20.01"})
PROBLEM = "application/problem+json"
Operation = APIOperation[Any, Any, Any, Any]
Request = Case[Any]


@dataclass
class Door:
    """A running intake as a stranger with a good token meets it."""

    url: str
    token: str
    codes: list[str]
    answers: Counter[int] = field(default_factory=Counter)
    session: requests.Session = field(default_factory=requests.Session)

    def send(self, case: Request) -> None:
        """One request and every check; an answer of a kind that the document does not name fails."""
        headers = {"Authorization": f"Bearer {self.token}", "Accept": "application/json"}
        response = case.call(base_url=self.url, headers=headers, session=self.session)
        self.answers[response.status_code] += 1
        case.validate_response(response, excluded_checks=[*unfit()])
        if response.status_code >= 400:
            check_problem(case, response)


def unfit() -> list[Any]:
    """Checks that do not fit: business rules refuse requests that the schema allows, and our parser reads "1" as 1."""
    checks = schemathesis.checks.CHECKS.get_by_names(["positive_data_acceptance", "negative_data_rejection"])
    return list(checks)


def check_problem(case: Request, response: Response) -> None:
    """Every refusal is a problem with a title and a detail in both languages."""
    body = response.json()
    # The token endpoint answers by RFC 6749, which has a media type of its own; the rest of a problem is there.
    expected = "application/json" if "error" in body and case.operation.path == "/oauth/token" else PROBLEM
    assert response.headers["content-type"][0].startswith(expected), case.as_curl_command()
    for language in ("vi", "en"):
        text = body["texts"][language]
        assert text["title"], case.as_curl_command()
        assert text["detail"], case.as_curl_command()
    assert body["texts"]["vi"]["title"] != body["texts"]["en"]["title"], case.as_curl_command()


@asynccontextmanager
async def listening(rig: Rig) -> AsyncIterator[str]:
    server = uvicorn.Server(uvicorn.Config(rig.intake.app(), port=0, log_level="warning", lifespan="off"))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 uvicorn tells by a flag
        await asyncio.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    await serving


@pytest.fixture
async def door(rig: Rig) -> AsyncIterator[Door]:
    """With dossiers in several states, which half of all requests about a dossier name."""
    codes = [(await rig.file(accept=n % 2 == 0))["code"] for n in range(6)]
    principal = Principal("stranger", AGENCIES, frozenset(SCOPES))
    token, _ = TokenIssuer(rig.settings.token_secret.get_secret_value(), 7200, utc_now).issue(principal)
    async with listening(rig) as url:
        yield Door(url, token, codes)


def described(door: Door) -> BaseSchema:
    schema = schemathesis.openapi.from_url(f"{door.url}/openapi.json")
    turns = count()

    def map_path_parameters(_: HookContext, parameters: dict[str, Any] | None) -> dict[str, Any] | None:
        if parameters and "code" in parameters and (turn := next(turns)) % 2:
            return parameters | {"code": door.codes[turn // 2 % len(door.codes)]}
        return parameters

    schema.hook(map_path_parameters)
    return schema


def exercise(operation: Operation, mode: GenerationMode, door: Door) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def run(case: Request) -> None:
        door.send(case)

    run()


def exercise_all(door: Door) -> list[str]:
    """Every operation by good and by broken requests; the failures, by operation."""
    failures: list[str] = []
    for found in described(door).get_all_operations():
        if isinstance(found, Err):
            failures.append(f"not readable: {found.err()}")
            continue
        operation = found.ok()
        for mode in GenerationMode:
            try:
                exercise(operation, mode, door)
            except Unsatisfiable:
                # Nothing in a request without parameters and body can be broken.
                assert mode is GenerationMode.NEGATIVE, operation.label
            except Exception as error:  # noqa: BLE001 collected, so that one run shows all operations that fail
                failures.append(f"{operation.label} {mode.value}: {error!r}\n{error}")
    return failures


@pytest.mark.timeout(0 if EXAMPLES > 20 else 120)
async def test_every_operation_keeps_to_the_document_and_explains_every_refusal(door: Door) -> None:
    """No 5xx, documented types only, each refusal RFC 9457 with Vietnamese and English."""
    failures = await asyncio.to_thread(exercise_all, door)
    print(f"\n{door.answers.total()} requests: {dict(sorted(door.answers.items()))}")  # noqa: T201 the figures of a proof
    assert not failures, "\n\n".join(failures)
    assert sum(times for status, times in door.answers.items() if status < 300) > 0
