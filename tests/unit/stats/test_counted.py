"""A generation is counted by one version of what an event is and of where it counts."""

import hashlib
import json
from typing import Any

from services.contracts.events import EVENT_TYPES
from services.stats.application.counted import CONTRACTS, counted_topics, rules_version

COUNTED = counted_topics(frozenset())


def bare(schema: Any) -> Any:
    """Return a schema without its prose."""
    if isinstance(schema, dict):
        return {k: bare(v) for k, v in schema.items() if not (k == "description" and isinstance(v, str))}
    return [bare(each) for each in schema] if isinstance(schema, list) else schema


def test_changed_contracts_ask_for_a_rebuild() -> None:
    """An old process would bury what a new one counts: with the digest in the rules one of the two steps back."""
    names = {item.topic.name for item in COUNTED}
    read = [kind for kind in EVENT_TYPES if kind.topic is None or kind.topic.name in names]
    schemas = json.dumps([[kind.name, bare(kind.model.model_json_schema())] for kind in read], sort_keys=True)
    assert hashlib.sha256(schemas.encode()).hexdigest()[:12] == CONTRACTS, "write it into counted.py"


def test_rules_name_the_fold_the_contracts_and_every_topic() -> None:
    """What differs in any of them is another generation."""
    fold, contracts, *topics = rules_version(COUNTED).split(";")
    assert fold == "fold-2"
    assert contracts == CONTRACTS
    assert topics == [item.rules.version for item in COUNTED]
