"""The one registry of every metric: name, unit, meaning, labels. Nothing else creates metrics.

Labels are low-cardinality constants (a topic, a reason token, a route template), never an id and never personal data.
"""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.gc_collector import GCCollector
from prometheus_client.process_collector import ProcessCollector

_SECONDS: Final = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
_SIZES: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_PREFIX: Final = "lienthong"


class Metrics:
    """All metrics of a process; tests build their own, everything else uses METRICS."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._http()
        self._consumer()
        self._relay()
        self._store()
        self._messages()

    def text(self) -> bytes:
        """Return the Prometheus exposition text of every metric of this process."""
        return generate_latest(self.registry)

    def _http(self) -> None:
        labels = ("method", "route", "status")
        self.http_requests = self._counter("http_requests", "Requests answered, by route template", *labels)
        self.http_seconds = self._histogram("http_request_seconds", "Time to answer (seconds)", _SECONDS, "route")
        self.http_refused = self._counter("http_refused", "Requests answered with a problem, by its type", "problem")
        self.tokens_issued = self._counter("tokens_issued", "Access tokens issued")
        self.tokens_refused = self._counter("tokens_refused", "Access tokens or client secrets refused", "reason")

    def _consumer(self) -> None:
        self.records_applied = self._counter("records_applied", "Records whose effect is stored", "topic")
        self.records_rejected = self._counter("records_rejected", "Records dead-lettered", "topic", "reason")
        self.records_deferred = self._counter("records_deferred", "Records put back for a retry", "topic", "reason")
        self.records_parked = self._counter("records_parked", "Records parked behind a dead letter", "topic")
        self.records_skipped = self._counter("records_skipped", "Records meant for others or not wanted", "topic")
        self.batch_seconds = self._histogram("batch_seconds", "Time to apply one batch (seconds)", _SECONDS)
        self.batch_records = self._histogram("batch_records", "Records in one batch", _SIZES)
        self.consumer_lag = self._gauge("consumer_lag_records", "Records not yet applied", "topic")
        self.partitions_paused = self._gauge("partitions_paused", "Partitions waiting for a retry")
        self.aggregates_blocked = self._gauge("aggregates_blocked", "Aggregates blocked by a dead letter")
        self.credentials_known = self._gauge("credentials_known", "Keys of agencies that signatures are checked with")
        self.webhook_messages = self._counter("webhook_messages", "Messages to agencies' webhooks", "outcome")
        self.foreign_messages = self._counter("foreign_messages", "Messages to foreign systems", "kind", "outcome")
        self.credentials_unreadable = self._counter("credentials_unreadable", "Credential events skipped", "reason")
        self.signatures_refused = self._counter("signatures_refused", "Reports with a bad signature", "reason")

    def _relay(self) -> None:
        self.events_published = self._counter("events_published", "Outbox entries acknowledged", "topic")
        self.publish_failures = self._counter("publish_failures", "Outbox entries not accepted", "topic", "reason")
        self.publish_seconds = self._histogram("publish_seconds", "Time to the acknowledgement (seconds)", _SECONDS)
        self.relay_waiting = self._gauge("relay_waiting_documents", "Documents with unpublished events in memory")
        self.relay_oldest = self._gauge("relay_oldest_seconds", "Age of the oldest unpublished event (seconds)")
        self.relay_swept = self._counter("relay_swept", "Documents found by the sweep, not by the feed")

    def _store(self) -> None:
        self.commits = self._counter("commits", "Commits of aggregates, by outcome", "collection", "outcome")
        self.commit_seconds = self._histogram("commit_seconds", "Time of one group commit (seconds)", _SECONDS)
        self.commit_size = self._histogram("commit_changes", "Changes in one group commit", _SIZES)
        self.store_retries = self._counter("store_retries", "Store calls repeated after a failure", "reason")

    def _messages(self) -> None:
        self.messages = self._counter("messages", "Messages to citizens, by state and template", "state", "template")
        self.message_segments = self._counter("message_segments", "SMS segments handed to a provider", "encoding")
        self.timers_fired = self._counter("timers_fired", "Timers that came due", "kind")
        self.facts_counted = self._counter("facts_counted", "Events added to the counters", "topic")
        self.fence_conflicts = self._counter("fence_conflicts", "Batches given up because a fence had moved")

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(name, meaning, labels, namespace=_PREFIX, registry=self.registry)

    def _gauge(self, name: str, meaning: str, *labels: str) -> Gauge:
        return Gauge(name, meaning, labels, namespace=_PREFIX, registry=self.registry)

    def _histogram(self, name: str, meaning: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
        return Histogram(name, meaning, labels, namespace=_PREFIX, registry=self.registry, buckets=buckets)


METRICS: Final = Metrics()
ProcessCollector(registry=METRICS.registry)
GCCollector(registry=METRICS.registry)
