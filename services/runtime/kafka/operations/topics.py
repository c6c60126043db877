"""Creating topics and repairing their settings; partitions are never changed, because order per key is the contract."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import TopicAlreadyExistsError, for_code

from services.contracts.topics import TOPICS, Topic
from services.runtime.failures import TransientError
from services.runtime.kafka.names import topic_on_broker
from services.runtime.kafka.operations.admin import open_admin

_SET_ON_TOPIC: Final = 1
"""Kafka's config_source for a value that was set on the topic itself."""
_QUORUM: Final = 3
_SETTLE_SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True)
class TopicState:
    """A declared topic (`name` is the broker's) against the broker: `wrong` holds setting -> (wanted, found)."""

    topic: Topic
    name: str
    partitions: int | None
    wrong: Mapping[str, tuple[str, str | None]]
    set_on_topic: Mapping[str, str]

    @property
    def missing(self) -> bool:
        """Say whether the broker does not have it."""
        return self.partitions is None

    @property
    def refusal(self) -> str | None:
        """Return why `apply` will not touch this topic, or None."""
        if self.partitions is None or self.partitions == self.topic.partitions:
            return None
        return (
            f"has {self.partitions} partitions, declared are {self.topic.partitions}: changing them would move keys to "
            "other partitions and break order per key and the counters' fences. Remedy: create a .v2 topic and rebuild"
        )


async def topic_states(
    bootstrap: str, namespace: str, topics: Sequence[Topic] = TOPICS, *, replication: int = 1
) -> list[TopicState]:
    """Compare the declared topics with the broker."""
    async with open_admin(bootstrap) as admin:
        return await _states(admin, namespace, topics, replication)


async def apply_topics(
    bootstrap: str, namespace: str, topics: Sequence[Topic] = TOPICS, *, replication: int = 1
) -> list[TopicState]:
    """Create what is missing, repair settings, and return the states found before; look at their `refusal`."""
    async with open_admin(bootstrap) as admin:
        states = await _states(admin, namespace, topics, replication)
        await _create(admin, [state for state in states if state.missing], replication)
        await _alter(admin, [state for state in states if state.wrong and not state.missing and not state.refusal])
        if any(state.missing or state.wrong for state in states):
            await _settle(admin, namespace, topics, replication)
        return states


async def _settle(admin: AIOKafkaAdminClient, namespace: str, topics: Sequence[Topic], replication: int) -> None:
    # The broker answers before all of it knows; whoever comes next must find the topics, with leaders and settings.
    try:
        async with asyncio.timeout(_SETTLE_SECONDS):
            while not await _settled(admin, namespace, topics, replication):  # noqa: ASYNC110 the broker tells nobody
                await asyncio.sleep(0.05)
    except TimeoutError as error:
        raise TransientError("topics_not_settled", seconds=_SETTLE_SECONDS) from error


async def _settled(admin: AIOKafkaAdminClient, namespace: str, topics: Sequence[Topic], replication: int) -> bool:
    states = await _states(admin, namespace, topics, replication)
    ours = {state.name for state in states}
    found = [topic for topic in await admin.describe_topics() if topic["topic"] in ours]
    led = all(partition["leader"] >= 0 for topic in found for partition in topic["partitions"])
    return led and not any(state.missing or (state.wrong and not state.refusal) for state in states)


async def _states(
    admin: AIOKafkaAdminClient, namespace: str, topics: Sequence[Topic], replication: int
) -> list[TopicState]:
    partitions = {found["topic"]: len(found["partitions"]) for found in await admin.describe_topics()}
    names = {topic.name: topic_on_broker(namespace, topic.name) for topic in topics}
    settings = await _settings(admin, [name for name in names.values() if name in partitions])
    states = []
    for topic in topics:
        name = names[topic.name]
        found, own = settings.get(name, ({}, {}))
        wanted = _wanted(topic, replication)
        wrong = {key: (value, found.get(key)) for key, value in wanted.items() if found.get(key) != value}
        states.append(TopicState(topic, name, partitions.get(name), wrong, own))
    return states


def _wanted(topic: Topic, replication: int) -> dict[str, str]:
    # With three replicas an acknowledged record survives one of them, and one may be down for maintenance.
    quorum = {"min.insync.replicas": "2"} if replication >= _QUORUM else {}
    return topic.configuration | quorum


async def _settings(
    admin: AIOKafkaAdminClient, names: Iterable[str]
) -> dict[str, tuple[dict[str, str], dict[str, str]]]:
    resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
    if not resources:
        return {}
    result = {}
    for response in await admin.describe_configs(resources):
        for code, _message, _kind, name, entries in response.resources:
            _raise_for(code, name)
            found = {entry[0]: entry[1] for entry in entries}
            own = {entry[0]: entry[1] for entry in entries if entry[3] == _SET_ON_TOPIC}
            result[name] = (found, own)
    return result


async def _create(admin: AIOKafkaAdminClient, states: Sequence[TopicState], replication: int) -> None:
    if not states:
        return
    new = [
        NewTopic(state.name, state.topic.partitions, replication, topic_configs=_wanted(state.topic, replication))
        for state in states
    ]
    response = await admin.create_topics(new)
    for name, code, *_ in response.topic_errors:
        if for_code(code) is not TopicAlreadyExistsError:
            _raise_for(code, name)


async def _alter(admin: AIOKafkaAdminClient, states: Sequence[TopicState]) -> None:
    if not states:
        return
    # AlterConfigs replaces everything that is set on the topic, so an operator's own settings are sent along.
    resources = [
        ConfigResource(ConfigResourceType.TOPIC, state.name, configs={**state.set_on_topic, **_repaired(state)})
        for state in states
    ]
    for response in await admin.alter_configs(resources):
        for code, _message, _kind, name in response.resources:
            _raise_for(code, name)


def _repaired(state: TopicState) -> dict[str, str]:
    return {key: wanted for key, (wanted, _found) in state.wrong.items()}


def _raise_for(code: int, topic: str) -> None:
    error: Any = for_code(code)
    if code:
        raise TransientError("topic_refused", topic=topic, error=error.__name__)
