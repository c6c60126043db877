"""One writing of a document, and its digest: anybody can compute it again from what was handed out."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

__all__ = ["canonical", "digest_of", "tag_of"]

_TAG_LENGTH: Final = 32


def canonical(document: Mapping[str, Any]) -> str:
    """Return JSON with sorted names and no spaces; without fractions, as here, that is RFC 8785's form."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest_of(text: str) -> str:
    """Return the SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def tag_of(body: bytes) -> str:
    """Return a tag that changes when and only when the bytes do."""
    return hashlib.sha256(body).hexdigest()[:_TAG_LENGTH]
