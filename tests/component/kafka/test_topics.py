"""`topics apply` on the real broker."""

from dataclasses import replace

from typer.testing import CliRunner

from services.contracts.topics import CONTACT, INBOUND, LIFECYCLE, TOPICS
from services.ops.cli.topics import app
from services.runtime.kafka.operations.topics import apply_topics, topic_states
from tests.platform_fixture import TestPlatform

MINE = [LIFECYCLE, CONTACT, INBOUND]


async def test_apply_creates_topics_with_their_settings_once(platform: TestPlatform, namespace: str) -> None:
    """A second run finds everything as declared."""
    before = await apply_topics(platform.kafka, namespace, MINE)
    assert all(state.missing for state in before)
    after = await apply_topics(platform.kafka, namespace, MINE)
    assert [(state.partitions, dict(state.wrong), state.refusal) for state in after] == [(12, {}, None)] * 3
    settings = {state.topic.name: state.set_on_topic for state in after}
    assert settings[CONTACT.name]["cleanup.policy"] == "compact"
    assert settings[INBOUND.name]["message.timestamp.type"] == "LogAppendTime"
    assert settings[LIFECYCLE.name]["retention.ms"] == "-1"


async def test_apply_repairs_a_setting_and_keeps_the_operators_own(platform: TestPlatform, namespace: str) -> None:
    """A retention that somebody shortened would delete what statistics are rebuilt from."""
    theirs = replace(LIFECYCLE, retention_ms=1000, settings=(("segment.bytes", "1048576"),))
    await apply_topics(platform.kafka, namespace, [theirs])
    (found,) = await apply_topics(platform.kafka, namespace, [LIFECYCLE])
    assert found.wrong == {"retention.ms": ("-1", "1000")}
    (state,) = await topic_states(platform.kafka, namespace, [LIFECYCLE])
    assert not state.wrong
    assert state.set_on_topic["segment.bytes"] == "1048576"


async def test_apply_refuses_to_change_partitions_and_says_why(platform: TestPlatform, namespace: str) -> None:
    """Keys would move to other partitions; nothing about the topic is touched."""
    await apply_topics(platform.kafka, namespace, [replace(LIFECYCLE, partitions=3, retention_ms=1000)])
    (state,) = await apply_topics(platform.kafka, namespace, [LIFECYCLE])
    assert state.refusal is not None
    assert "break order per key" in state.refusal
    (state,) = await topic_states(platform.kafka, namespace, [LIFECYCLE])
    assert (state.partitions, state.set_on_topic["retention.ms"]) == (3, "1000")


def test_the_commands_tell_the_difference_and_mend_it(platform: TestPlatform, namespace: str) -> None:
    """`check` fails before `apply` and passes after it; `list` shows every topic."""
    cli, place = CliRunner(), ["--bootstrap", platform.kafka, "--namespace", namespace]
    missing = cli.invoke(app, ["check", *place])
    assert missing.exit_code == 1
    assert f"{namespace}{LIFECYCLE.name}: missing. Remedy: lienthong topics apply" in missing.output
    assert cli.invoke(app, ["apply", *place]).exit_code == 0
    checked = cli.invoke(app, ["check", *place])
    assert (checked.exit_code, checked.output) == (0, f"{len(TOPICS)} topics are as declared.\n")
    listed = cli.invoke(app, ["list", *place], env={"COLUMNS": "200"})
    assert all(topic.name in listed.output for topic in TOPICS)
