"""A file as its agency sees it."""

from typing import Any, Final

from services.intake.application.dossiers.representation import local_text
from services.intake.application.files.ports import FileEntry

__all__ = ["KEPT", "file_body"]

_SHA: Final = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
KEPT: Final[dict[str, Any]] = {
    "sha256": _SHA,
    "agency": "H90.01",
    "size": 20480,
    "media_type": "application/pdf",
    "scan": {"state": "not_scanned", "engine": "none_configured"},
    "uploaded_at": "2026-11-23T08:00:00+07:00",
    "links": {"self": f"/v1/files/{_SHA}"},
}


def file_body(entry: FileEntry) -> dict[str, Any]:
    return {
        "sha256": entry.sha256,
        "agency": entry.agency,
        "size": entry.size,
        "media_type": entry.media_type,
        "scan": {"state": entry.scan.state, "engine": entry.scan.engine},
        "uploaded_at": local_text(entry.uploaded_at),
        "links": {"self": f"/v1/files/{entry.sha256}"},
    }
