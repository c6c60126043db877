"""Moves the planned dossiers to their outcomes through public interfaces, as an agency's archive software would."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Final

from services.contracts.events.inbound import DossierSubmitted, LegCompleted, Report
from services.kernel.catalogue import Catalogue
from services.kernel.status import Outcome
from services.ops.agency import AgencySoftware, RefusedError
from services.ops.scenario.check import differences, wrong_numbers
from services.ops.scenario.desk import commands_of, secret_filing
from services.ops.scenario.limited import limited
from services.ops.scenario.plan import FINISHED, Planned
from services.ops.scenario.sending import chunks, patiently, received, send_batch, when_ready

__all__ = ["Played", "Progress", "Replay", "phases_of"]

_MOST_CODES: Final = 500
_MOST_EVENTS: Final = 500
_AT_ONCE: Final = 8
_BATCHES_AT_ONCE: Final = 2
_HOUR: Final = timedelta(hours=1)
_RESERVATIONS: Final = "/v1/codes/reservations"

Progress = Callable[[str, int], None]
"""Told the phase and how many more of its items are done."""


@dataclass(frozen=True, slots=True)
class _Coded:
    code: str
    dossier: Planned


@dataclass(slots=True)
class Played:
    """What the replay saw: `wrong` lists every dossier that is not as its batch says.

    `codes` are those of the dossiers, by the identity of what was planned.
    """

    wrong: list[str] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=dict)


def phases_of(dossiers: Sequence[Planned]) -> dict[str, int]:
    """How many items each phase has."""
    reported = [each for each in dossiers if not each.is_secret]
    finished = sum(each.outcome in FINISHED for each in reported)
    commanded = sum(bool(commands_of(each)) for each in reported)
    sizes = {"codes": len(reported), "filings": len(reported), "checked": len(dossiers)}
    return sizes | {"results": finished, "commands": commanded}


class Replay:
    """Codes first, then filings, then results, then what the desk decides; each phase waits for no service."""

    def __init__(self, client: AgencySoftware, catalogue: Catalogue, progress: Progress, repeated: int = 0) -> None:
        """`repeated` filings and results are delivered twice, which must change nothing."""
        self._client = client
        self._catalogue = catalogue
        self._progress = progress
        self._repeated = repeated

    async def run(self, dossiers: Sequence[Planned]) -> Played:
        """Raises ReplayError and RefusedError."""
        played = Played()
        secret = await self._keep_secret([each for each in dossiers if each.is_secret], played)
        coded = await self._coded([each for each in dossiers if not each.is_secret])
        played.codes = {id(each.dossier): each.code for each in coded}
        played.wrong += wrong_numbers(((each.code, each.dossier) for each in [*secret, *coded]), self._catalogue)
        await self._report("filings", coded, _submission)
        await self._command([each for each in coded if commands_of(each.dossier)])
        await self._check(coded, played)
        await self._report("results", [each for each in coded if each.dossier.outcome in FINISHED], _completion)
        return played

    async def _keep_secret(self, dossiers: Sequence[Planned], played: Played) -> list[_Coded]:
        """Secret ones are filed and finished over HTTP: no signed report of them may exist."""
        coded = []
        for dossier in dossiers:
            body = await self._client.file(secret_filing(dossier))
            coded.append(_Coded(body["code"], dossier))
            played.wrong += differences(dossier, body, self._catalogue)
            self._progress("checked", 1)
            if dossier.finished_at is not None:
                form = {"occurred_at": dossier.finished_at.isoformat()}
                await self._client.command(body["code"], "complete", form)
        return coded

    async def _coded(self, dossiers: Sequence[Planned]) -> list[_Coded]:
        """Reserve a code for each dossier on its own day."""
        by_day: defaultdict[tuple[str, date], list[Planned]] = defaultdict(list)
        for dossier in dossiers:
            by_day[dossier.agency, dossier.day].append(dossier)
        parts = [(key, part) for key, here in by_day.items() for part in chunks(here, _MOST_CODES)]
        coded = await limited(_AT_ONCE, [partial(self._reserve, *key, part) for key, part in parts])
        return [each for part in coded for each in part]

    async def _reserve(self, agency: str, day: date, dossiers: Sequence[Planned]) -> list[_Coded]:
        form = {"agency": agency, "day": day.isoformat(), "count": len(dossiers)}
        headers = await self._client.headers()
        url = self._client.url("intake", _RESERVATIONS)
        answer = await patiently(lambda: self._client.client.post(url, json=form, headers=headers))
        if not answer.is_success:
            raise RefusedError(f"POST {_RESERVATIONS}", answer)
        self._progress("codes", len(dossiers))
        return [_Coded(code, dossier) for code, dossier in zip(answer.json()["codes"], dossiers, strict=True)]

    async def _report(self, phase: str, coded: Sequence[_Coded], report: Callable[[_Coded], Report]) -> None:
        """Signed when they are sent, because a signature is good for a few minutes only."""

        async def send(part: Sequence[_Coded]) -> None:
            events = [self._client.event(report(each), each.dossier.agency) for each in part]
            await send_batch(self._client, events)
            if self._repeated:
                await send_batch(self._client, events[: self._repeated])
            self._progress(phase, len(part))

        await limited(_BATCHES_AT_ONCE, [partial(send, part) for part in chunks(coded, _MOST_EVENTS)])

    async def _command(self, coded: Sequence[_Coded]) -> None:
        async def decide(each: _Coded) -> None:
            for name, form in commands_of(each.dossier):
                await when_ready(partial(self._client.command, each.code, name, form))
            self._progress("commands", 1)

        await limited(_AT_ONCE, [partial(decide, each) for each in coded])

    async def _check(self, coded: Sequence[_Coded], played: Played) -> None:
        """Read every dossier as its agency's software may, and compare it with its batch."""

        async def compare(each: _Coded) -> None:
            body = await received(self._client, each.code)
            played.wrong += differences(each.dossier, body, self._catalogue)
            self._progress("checked", 1)

        await limited(_AT_ONCE, [partial(compare, each) for each in coded])


_FOUND_BY_INTAKE: Final = frozenset({"fee_list", "fee_paid", "window_day", "due_from", "apology"})
_GIVEN_BY_TIME: Final = frozenset({"ninth_hour", "volunteer_saturday", "after_hours", "paper_refused"})
"""Tags that nobody claims: intake gives them by the time of reception, the ticket and the rules of the day."""


def _submission(coded: _Coded) -> Report:
    """Claims what the batch says the desk did; price, limit and window are for intake to find out."""
    dossier = coded.dossier
    attributes = {name: value for name, value in dossier.attributes.items() if name not in _FOUND_BY_INTAKE}
    return DossierSubmitted(
        occurred_at=dossier.received_at,
        code=coded.code,
        procedure=dossier.wanted,
        channel=dossier.batch.channel,
        assisted=dossier.batch.assisted,
        tags=tuple(tag for tag in dossier.batch.tags if tag not in _GIVEN_BY_TIME),
        attributes=attributes,
        accept=dossier.outcome != Outcome.REFUSED,
    )


def _completion(coded: _Coded) -> Report:
    finished_at = coded.dossier.finished_at or coded.dossier.received_at
    return LegCompleted(occurred_at=finished_at, code=coded.code, leg=coded.dossier.leg)
