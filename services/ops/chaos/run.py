"""One run on a started stack: flow, kills, second deliveries, drain, verdict."""

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from services.ops.chaos.client import Insistent
from services.ops.chaos.findings import Finding
from services.ops.chaos.journey import Crew, Journey
from services.ops.chaos.judge import Judge
from services.ops.chaos.killer import Killer
from services.ops.chaos.offsets import rewind
from services.ops.chaos.plan import Plan
from services.ops.chaos.stale import publish_first_events_again
from services.ops.chaos.statistics import counts
from services.ops.chaos.tally import Tally
from services.ops.chaos.traffic import flow, victims
from services.ops.demo.cast import hire
from services.ops.stack import Stack, StackAddresses
from services.ops.target import Target

__all__ = ["Outcome", "run"]

_TIMEOUT_SECONDS = 15.0
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`findings` is empty when everything holds; times are seconds."""

    plan: Plan
    tally: Tally
    findings: list[Finding] = field(default_factory=list)
    flow_seconds: float = 0.0
    drain_seconds: float = 0.0


async def run(stack: Stack, addresses: StackAddresses, plan: Plan, say: Say, first: int = 0) -> Outcome:
    """Play a plan; `first` numbers its dossiers, so that several runs on one stack stay apart."""
    dice, tally = random.Random(plan.seed), Tally()  # noqa: S311 moments, not secrets
    killer = Killer(stack, dice, tally, say)
    async with httpx.AsyncClient(timeout=_TIMEOUT_SECONDS) as client:
        crew = await _crew(addresses, client, plan, tally)
        journeys = [Journey(first + number, plan, crew) for number in range(plan.dossiers)]
        judge = Judge(addresses, plan, crew, tally, say, await counts(crew.desk))
        nurse = asyncio.create_task(killer.nurse())
        try:
            began = time.monotonic()
            say(f"{plan.dossiers} dossiers, seed {plan.seed}")
            await flow(journeys, plan, victims(plan, dice), killer, dice, tally)
            flowed = time.monotonic()
            await _deliver_again(addresses, plan, killer, say)
            if await judge.drain(journeys) and plan.stale:
                await _publish_stale(addresses, journeys, say)
                await judge.drain(journeys)
            drained = time.monotonic()
            say("judging: statuses, messages, reports, dead letters, counters")
            findings = await judge.verdict(journeys)
        finally:
            nurse.cancel()
            await asyncio.wait([nurse])
    return Outcome(plan, tally, findings, flowed - began, drained - flowed)


async def _crew(addresses: StackAddresses, client: httpx.AsyncClient, plan: Plan, tally: Tally) -> Crew:
    cast = await hire(Target(addresses.services, addresses.place, addresses.sms_file), client)
    for software in cast.all():
        await software.sign_in()
    return Crew(*(Insistent(software, tally, plan.patience_seconds) for software in (cast.desk, cast.land, cast.tax)))


async def _publish_stale(addresses: StackAddresses, journeys: list[Journey], say: Say) -> None:
    codes = {journey.code for journey in journeys}
    number = await publish_first_events_again(addresses.platform.kafka, addresses.place.namespace, codes)
    say(f"{number} first events were published again, after all later ones")


async def _deliver_again(addresses: StackAddresses, plan: Plan, killer: Killer, say: Say) -> None:
    """Everything that these services have consumed comes a second time."""
    for service in plan.rewound:

        def back(service: str = service) -> None:
            asyncio.run(rewind(addresses.platform.kafka, addresses.place.namespace, service))

        await killer.restart(service, back)
        say(f"{service} gets all of its records a second time")
