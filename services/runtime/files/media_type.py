"""What a file is, told from its first bytes: a name or header is only what the sender says."""

from typing import Final

__all__ = ["media_type_of"]

_MARKS: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"PK\x03\x04", "application/zip"),
)
"""As the formats' specifications fix them."""


def media_type_of(content: bytes) -> str | None:
    """None for a format that is not told here."""
    return next((name for mark, name in _MARKS if content.startswith(mark)), None)
