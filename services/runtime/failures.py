"""The two kinds of failure; which one it is gets decided where it arises, never by whoever catches it.

`reason` is a constant token that is safe to store, count and show. What varies goes into `fields`, which end up in
logs, dead letters and problem details: ids, codes and numbers, never a name, a phone number, an address or an
identity number.
"""

import re
from typing import Any, Final

_TOKEN: Final = re.compile(r"[a-z][a-z0-9_]{0,63}")


class ClassifiedError(Exception):
    """What the two kinds share; raise one of them, never this."""

    def __init__(self, reason: str, **fields: Any) -> None:
        if not _TOKEN.fullmatch(reason):
            # A reason built from data would leak it into metrics labels and dead letters.
            message = "a reason is a constant token such as sequence_gap"
            raise ValueError(message)
        super().__init__(reason)
        self.reason = reason
        self.fields = fields

    def __str__(self) -> str:
        shown = " ".join(f"{name}={value}" for name, value in self.fields.items())
        return f"{self.reason} {shown}" if shown else self.reason

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.reason, self.fields)


class PermanentError(ClassifiedError):
    """Trying again cannot help (schema, signature, rule): a dead letter, or an HTTP 4xx."""


class TransientError(ClassifiedError):
    """Trying again later can help (network, fail-over, not there yet): retry with backoff, or HTTP 503."""


def _rebuild(kind: type[ClassifiedError], reason: str, fields: dict[str, Any]) -> ClassifiedError:
    return kind(reason, **fields)
