"""What topics and groups are called on the broker: the namespace, then the logical name."""


def topic_on_broker(namespace: str, topic: str) -> str:
    """Return the broker's name of a logical topic; the namespace is empty in production and unique per test."""
    return namespace + topic


def group_on_broker(namespace: str, service: str) -> str:
    """Return the consumer group of a service."""
    return namespace + service
