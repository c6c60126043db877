"""Judges a file before anything of it is kept: size, kind, harm."""

from services.kernel.catalogue import FileLimits
from services.runtime.failures import PermanentError
from services.runtime.files.media_type import media_type_of
from services.runtime.files.ports import Scanner, Verdict

__all__ = ["checked_media_type", "scanned"]


def checked_media_type(content: bytes, declared: str | None, limits: FileLimits) -> str:
    """What the file is, told from its content.

    Raises PermanentError(file_empty | file_too_large | file_type_not_taken | file_type_differs).
    """
    if not content:
        raise PermanentError("file_empty")
    if len(content) > limits.bytes:
        raise PermanentError("file_too_large", limit=limits.bytes)
    media_type = media_type_of(content)
    if media_type is None or media_type not in limits.media_types:
        raise PermanentError("file_type_not_taken", taken=", ".join(sorted(limits.media_types)))
    if declared is not None and declared != media_type:
        raise PermanentError("file_type_differs", found=media_type)
    return media_type


async def scanned(scanner: Scanner, content: bytes) -> Verdict:
    """Raises PermanentError(file_infected), and TransientError when nobody can scan."""
    verdict = await scanner.scan(content)
    if verdict.state == "infected":
        raise PermanentError("file_infected", engine=verdict.engine)
    return verdict
