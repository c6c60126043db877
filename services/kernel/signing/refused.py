"""What the signing register refuses; whoever asks decides how to answer."""

from typing import Any

__all__ = ["SigningRefused"]


class SigningRefused(Exception):  # noqa: N818 - an answer of the domain, named as such
    """Permanent: `reason` is a constant token; `fields` hold codes and account names only, never personal data."""

    def __init__(self, reason: str, **fields: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.fields = fields
