"""Aggregates with their outbox: group commit, coalesced reads, the relay and its sweep."""

from services.runtime.aggregates.aggregate_store import AggregateStore
from services.runtime.aggregates.model import Change, CommitOutcome, Loaded, NewEvent, Tombstone, seq_key
from services.runtime.aggregates.progress import RelayProgress
from services.runtime.aggregates.relay import Relay

__all__ = [
    "AggregateStore",
    "Change",
    "CommitOutcome",
    "Loaded",
    "NewEvent",
    "Relay",
    "RelayProgress",
    "Tombstone",
    "seq_key",
]
