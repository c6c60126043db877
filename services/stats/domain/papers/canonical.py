"""One writing of a document, and its digest: anybody can compute it again from what was handed out."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

__all__ = ["canonical", "digest_of"]


def canonical(document: Mapping[str, Any]) -> str:
    """Return JSON with sorted names and no spaces; without fractions, as here, that is RFC 8785's form."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest_of(text: str) -> str:
    """Return the SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
