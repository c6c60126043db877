"""Data sources as files: `<folder>/<source>.jsonl` has one JSON object a line with the keyed hash of a person.

    {"subject": "4f0c...", "valid_to": "2027-12-31"}

The hash is the one that `lienthong intake sources hash` prints, so that no identity number stands in the file. A file
that is not there, or not as described, is a source that cannot be asked.
"""

import asyncio
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import structlog

from services.intake.application.components.ports import Finding
from services.intake.application.privacy.ports import LookUpHashes
from services.kernel.times import Clock, local_day

__all__ = ["FileSources", "NoSources"]

_log = structlog.get_logger()


class FileSources:
    """Implements the port `DataSources`; a file is read again when it changed."""

    def __init__(self, folder: Path, hashes: LookUpHashes, clock: Clock) -> None:
        self._folder = folder
        self._hashes = hashes
        self._clock = clock
        self._read: dict[str, tuple[int, dict[str, date | None]]] = {}

    async def ask(self, source: str, subject: str) -> Finding:
        try:
            known = await asyncio.to_thread(self._known, source)
        except (OSError, ValueError, KeyError, TypeError) as error:
            _log.warning("data_source_unavailable", source=source, error=type(error).__name__)
            return Finding.UNAVAILABLE
        day = local_day(self._clock())
        hashes = [each for each in self._hashes.of_id_number(subject) if each in known]
        valid = any((last := known[each]) is None or day <= last for each in hashes)
        return Finding.FOUND if valid else Finding.NOT_FOUND

    def _known(self, source: str) -> dict[str, date | None]:
        path = self._folder / f"{source}.jsonl"
        changed = path.stat().st_mtime_ns
        held = self._read.get(source)
        if held is None or held[0] != changed:
            held = changed, dict(_row(line) for line in path.read_bytes().splitlines() if line.strip())
            self._read[source] = held
        return held[1]


def _row(line: bytes) -> tuple[str, date | None]:
    values: dict[str, Any] = orjson.loads(line)
    last = values.get("valid_to")
    return values["subject"], date.fromisoformat(last) if last else None


class NoSources:
    """Where none is connected: every paper is asked for as the procedure says."""

    async def ask(self, _: str, __: str) -> Finding:
        return Finding.NOT_FOUND
