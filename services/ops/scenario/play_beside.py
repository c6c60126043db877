"""Plays what is beside the batches through public interfaces: groups with their agencies, calls at the desk."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, Final, TypeVar
from uuid import uuid4

from services.contracts.events.inbound import LegCompleted
from services.kernel.status import Outcome
from services.ops.agency import AgencySoftware, RefusedError
from services.ops.scenario.beside import Beside, PlannedCall, PlannedChild, PlannedGroup
from services.ops.scenario.limited import limited
from services.ops.scenario.plan import Planned
from services.ops.scenario.sending import PATIENCE_SECONDS, ReplayError, patiently, send_batch, when_ready

__all__ = ["PlayBeside"]

T = TypeVar("T")
_AT_ONCE: Final = 8
_PAUSE_SECONDS: Final = 0.2
_FINISHED: Final = 9
_IN_PROCESS: Final = 4


class PlayBeside:
    """`codes` are those of batches' dossiers, by the identity of what was planned."""

    def __init__(self, client: AgencySoftware, codes: Mapping[int, str], told: Callable[[str, int], None]) -> None:
        self._client = client
        self._codes = codes
        self._told = told

    async def run(self, beside: Beside) -> list[str]:
        """Return what is not as it must be; raises ReplayError and RefusedError."""
        works: list[Callable[[], Awaitable[list[str]]]] = [partial(self._group, each) for each in beside.groups]
        works += [partial(self._call, each) for each in beside.calls]
        return [line for found in await limited(_AT_ONCE, works) for line in found]

    async def _group(self, group: PlannedGroup) -> list[str]:
        """One child after the other; a failed one keeps the parent open, and what is done stays done."""
        filed = await self._client.file(_filing(group.parent))
        code = filed["code"]
        for child in group.children:
            await self._child(code, child)
        due = _IN_PROCESS if group.parent.finished_at is None else _FINISHED
        wrong = await self._comes_to(code, due)
        first = await self._child_code(code, group.children[0].leg)
        self._told("groups", 1)
        return wrong + await self._comes_to(first, _FINISHED)

    async def _child(self, parent: str, child: PlannedChild) -> None:
        """Its agency reports the result, signed, or stops it."""
        code, dossier = await self._child_code(parent, child.leg), child.dossier
        at = dossier.finished_at or dossier.received_at
        if dossier.outcome == Outcome.STOPPED:
            form = {"reason": "not_eligible", "occurred_at": at.isoformat()}
            await when_ready(partial(self._client.command, code, "stop", form))
            return
        report = LegCompleted(occurred_at=at, code=code, leg=dossier.leg)
        await send_batch(self._client, [self._client.event(report, dossier.agency)])

    async def _child_code(self, parent: str, leg: str) -> str:
        """As soon as the parent's route knows it; raises ReplayError."""

        async def look() -> str | None:
            answer = await self._client.get("routing", f"/v1/routes/{parent}")
            legs = answer.json()["legs"] if answer.is_success else []
            tries = [one for each in legs if each["leg"] == leg for one in each["attempts"] if one["child"]]
            return tries[-1]["child"]["code"] if tries else None

        return str(await _until(look, f"{parent}: no dossier for leg {leg}"))

    async def _comes_to(self, code: str, status: int) -> list[str]:
        async def look() -> bool:
            answer = await self._client.get("intake", f"/v1/dossiers/{code}")
            return answer.is_success and answer.json()["status"] == status

        try:
            await _until(look, f"{code} did not come to status {status}")
        except ReplayError as error:
            return [str(error)]
        return []

    async def _call(self, call: PlannedCall) -> list[str]:
        """Recorded at the desk that was called, and tied to the dossier that came of it."""
        desk = {"agency": call.agency, "occurred_at": call.at.isoformat()}
        form = desk | {"answered_by": call.answered_by, "procedure": call.procedure.partition("@")[0]}
        recorded = await self._post("/v1/desk/calls", form)
        self._told("calls", 1)
        if call.dossier is None:
            return []
        link = desk | {"code": self._codes[id(call.dossier)]}
        linked = await self._post(f"/v1/desk/calls/{recorded['call']}/link", link)
        if linked["complete_at_first_try"] is call.complete:
            return []
        return [f"call {recorded['call']}: complete at the first try {linked['complete_at_first_try']}"]

    async def _post(self, path: str, form: Mapping[str, Any]) -> dict[str, Any]:
        headers = await self._client.headers() | {"Idempotency-Key": str(uuid4())}
        url = self._client.url("intake", path)
        answer = await patiently(lambda: self._client.client.post(url, json=dict(form), headers=headers))
        if not answer.is_success:
            raise RefusedError(f"POST {path}", answer)
        body: dict[str, Any] = answer.json()
        return body


async def _until(look: Callable[[], Awaitable[T]], what: str) -> T:
    """Return the first answer that is something; raises ReplayError when none comes in time."""
    deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
    while not (found := await look()):
        if asyncio.get_running_loop().time() > deadline:
            raise ReplayError(what)
        await asyncio.sleep(_PAUSE_SECONDS)
    return found


def _filing(parent: Planned) -> dict[str, Any]:
    return {
        "procedure": parent.wanted.partition("@")[0],
        "agency": parent.agency,
        "applicant": {"name": "Hồ sơ liên thông"},
        "channel": parent.batch.channel,
        "accept": True,
        "occurred_at": parent.received_at.isoformat(),
    }
