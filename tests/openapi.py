"""A service held to its OpenAPI document: good requests, broken ones and unknown methods, each answer checked."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import requests
import schemathesis
import uvicorn
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode, Response
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Err
from schemathesis.schemas import APIOperation, BaseSchema

__all__ = ["Door", "exercise_all", "listening"]

_PROBLEM = "application/problem+json"
# How fast an answer is, other tests ask.
_PATIENCE_SECONDS = 60
_Operation = APIOperation[Any, Any, Any, Any]
_Request = Case[Any]


@dataclass
class Door:
    """A running service as a stranger with a good token meets it."""

    url: str
    token: str
    answers: Counter[int] = field(default_factory=Counter)
    session: requests.Session = field(default_factory=requests.Session)

    def send(self, case: _Request) -> None:
        """One request and every check; an answer of a kind that the document does not name fails."""
        headers = {"Authorization": f"Bearer {self.token}", "Accept": "application/json"}
        response = case.call(base_url=self.url, headers=headers, session=self.session, timeout=_PATIENCE_SECONDS)
        self.answers[response.status_code] += 1
        case.validate_response(response, excluded_checks=[*_unfit()])
        if response.status_code >= 400:
            _check_problem(case, response)


def _unfit() -> list[Any]:
    """Checks that do not fit: business rules refuse requests that the schema allows, and our parser reads "1" as 1."""
    checks = schemathesis.checks.CHECKS.get_by_names(["positive_data_acceptance", "negative_data_rejection"])
    return list(checks)


def _check_problem(case: _Request, response: Response) -> None:
    """Every refusal is a problem with a title and a detail in both languages."""
    body = response.json()
    # The token endpoint answers by RFC 6749, which has a media type of its own; the rest of a problem is there.
    expected = "application/json" if "error" in body and case.operation.path == "/oauth/token" else _PROBLEM
    assert response.headers["content-type"][0].startswith(expected), case.as_curl_command()
    for language in ("vi", "en"):
        text = body["texts"][language]
        assert text["title"], case.as_curl_command()
        assert text["detail"], case.as_curl_command()
    assert body["texts"]["vi"]["title"] != body["texts"]["en"]["title"], case.as_curl_command()


@asynccontextmanager
async def listening(app: FastAPI) -> AsyncIterator[str]:
    """Serve it on a free port; yields its address."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", lifespan="off"))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 uvicorn tells by a flag
        await asyncio.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    await serving


def exercise_all(door: Door, examples: int, prepare: Callable[[BaseSchema], None]) -> list[str]:
    """Every operation by `examples` requests of each mode; returns the failures, by operation."""
    failures: list[str] = []
    schema = schemathesis.openapi.from_url(f"{door.url}/openapi.json")
    prepare(schema)
    for found in schema.get_all_operations():
        if isinstance(found, Err):
            failures.append(f"not readable: {found.err()}")
            continue
        operation = found.ok()
        for mode in GenerationMode:
            try:
                _exercise(operation, mode, door, examples)
            except Unsatisfiable:
                # Nothing in a request without parameters and body can be broken.
                assert mode is GenerationMode.NEGATIVE, operation.label
            except (Exception, FailureGroup) as error:  # noqa: BLE001 collected, so that one run shows all operations that fail
                failures.append(f"{operation.label} {mode.value}: {error!r}\n{error}")
    return failures


def _exercise(operation: _Operation, mode: GenerationMode, door: Door, examples: int) -> None:
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def run(case: _Request) -> None:
        door.send(case)

    run()
