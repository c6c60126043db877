"""`lienthong deadletters` as an operator types it."""

import asyncio
import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from services.contracts.topics import CONSUMERS, dead_letter_topic
from services.ops.cli.deadletters import app
from services.runtime.kafka.operations.topics import apply_topics
from tests.component.kafka.conftest import HOME, SERVICE, Rig, wait_for
from tests.fakes.kafka import CODE, GuardedHandler


async def run(rig: Rig, *arguments: str, answer: str = "") -> Result:
    """Run a command while the consumer goes on in this loop."""
    place = ["--bootstrap", rig.platform.kafka, "--namespace", rig.namespace]
    return await asyncio.to_thread(CliRunner().invoke, app, [*arguments, *place], input=answer, env={"COLUMNS": "250"})


async def listed(rig: Rig, *options: str) -> list[dict[str, Any]]:
    """Return what `list --json` prints."""
    result = await run(rig, "list", "--consumer", SERVICE, "--json", *options)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.output.splitlines()]


@pytest.fixture
async def handler(rig: Rig) -> GuardedHandler:
    """A running consumer with event 2 of CODE rejected and event 3 parked."""
    handler = GuardedHandler(poison={(CODE, 2)})
    await rig.publish_events(CODE, range(1, 4), HOME)
    await rig.consume(handler)
    await wait_for(lambda: rig.committed_is(HOME, 3))
    return handler


async def test_list_and_show_tell_what_and_why_but_no_body(rig: Rig, handler: GuardedHandler) -> None:
    """The body is shown only when asked for."""
    failed, parked = await listed(rig)
    assert (failed["reason"], failed["subject"], failed["seq"], failed["state"]) == ("rule_broken", CODE, 2, "open")
    assert parked["kind"] == "parked"
    shown = await run(rig, "show", SERVICE, failed["id"][:8])
    assert json.loads(shown.output)["headers"]["ce_seq"] == "2"
    assert "procedure" not in shown.output
    assert "procedure" in (await run(rig, "show", SERVICE, failed["id"], "--value")).output
    await apply_topics(rig.platform.kafka, rig.namespace, [dead_letter_topic(name) for name in CONSUMERS])
    assert "2 letters." in (await run(rig, "list")).output


async def test_replay_ends_with_1_while_something_is_left(rig: Rig, handler: GuardedHandler) -> None:
    """It names what failed again; after the repair it ends with 0, and the decision is on record."""
    again = await run(rig, "replay", SERVICE, "--reason", "hope")
    assert again.exit_code == 1
    assert "Failed again" in again.output
    assert "rule_broken" in again.output
    handler.poison.clear()
    done = await run(rig, "replay", SERVICE, "--reason", "fixed_in_2", "--operator", "an", "--subject", CODE)
    assert (done.exit_code, "2 letters replayed in 1 rounds, 0 superseded.\n" in done.output) == (0, True)
    assert await listed(rig) == []
    assert {row["state"] for row in await listed(rig, "--resolved")} == {"replayed"}


async def test_discard_needs_the_first_letter_and_an_identifier(rig: Rig, handler: GuardedHandler) -> None:
    """A wrong call ends with 2, a remedy, and nothing changed."""
    failed, parked = await listed(rig)
    second = await run(rig, "discard", SERVICE, parked["id"], "--reason", "test_data")
    assert (second.exit_code, "discard the first letter" in second.output) == (2, True)
    wordy = await run(rig, "discard", SERVICE, failed["id"], "--reason", "ông A gọi điện")
    assert (wordy.exit_code, "identifier" in wordy.output) == (2, True)
    assert len(await listed(rig)) == 2
    first = await run(rig, "discard", SERVICE, failed["id"], "--reason", "test_data")
    assert first.output == "Discarded. 1 letters wait behind it: replay them now.\n"


async def test_purge_asks_before_it_throws_open_letters_away(rig: Rig, handler: GuardedHandler) -> None:
    """No is the default."""
    assert (await run(rig, "purge", SERVICE)).exit_code == 0
    kept = await run(rig, "purge", SERVICE, "--all", answer="\n")
    assert (kept.exit_code, "2 open letters" in kept.output) == (1, True)
    assert len(await listed(rig)) == 2
    assert (await run(rig, "purge", SERVICE, "--all", answer="y\n")).exit_code == 0
    assert await rig.letters() == []


async def test_unknown_names_are_told_with_a_remedy(rig: Rig) -> None:
    """A consumer that does not exist, a letter that is not open, a broker that is away."""
    assert "one of intake" in (await run(rig, "list", "--consumer", "nobody")).output
    assert "may be resolved already" in (await run(rig, "show", SERVICE, "ffff")).output
    away = await asyncio.to_thread(
        CliRunner().invoke, app, ["list", "--consumer", SERVICE, "--bootstrap", "127.0.0.1:1"]
    )
    assert (away.exit_code, "check --bootstrap" in away.output) == (2, True)
