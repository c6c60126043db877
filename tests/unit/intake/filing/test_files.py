"""Files: what is taken, how it is kept, who may read it."""

import asyncio
import hashlib
import struct
from datetime import datetime
from pathlib import Path

import pytest

from services.intake.adapters.files.entries import StoredFileEntries
from services.intake.application.files.keep_file import KeepFile
from services.intake.application.files.read_file import ReadFile
from services.kernel.agency_code import AgencyCode
from services.runtime.access_log import StoredAccessLog
from services.runtime.auth.principal import Principal
from services.runtime.failures import PermanentError, TransientError
from services.runtime.files.clamd import Clamd, NoScanner
from services.runtime.files.folder import Folder
from services.runtime.files.ports import Scanner, Verdict
from services.runtime.sealing import FieldCipher, KeyRing, new_key_ring
from tests.fakes.store import FakeStore
from tests.unit.intake.desk import AGENCY, at, terms

DESK = Principal("desk-1", frozenset({AGENCY, "H90.03"}))
STRANGER = Principal("desk-2", frozenset({"H90.02"}))
PDF = b"%PDF-1.7 Nguyen Thi Mai"
PDF_SHA = hashlib.sha256(PDF).hexdigest()


class Shelf:
    """The file handlers over a store in memory and a folder of the test."""

    def __init__(self, folder: Path, scanner: Scanner | None = None) -> None:
        store = FakeStore()
        self.folder = folder
        self.blobs = Folder(folder, FieldCipher(KeyRing.parse(new_key_ring("k1"))))
        self.entries = StoredFileEntries(store.collection("files"))
        self.access_log = StoredAccessLog(store.collection("access_log"), self.clock)
        self._keep = KeepFile(self.blobs, self.entries, scanner or NoScanner(), terms(), self.clock)
        self.read = ReadFile(self.blobs, self.entries, self.access_log)

    def clock(self) -> datetime:
        return at("2026-11-23 08:00")

    async def keep(self, content: bytes = PDF, declared: str | None = None, agency: AgencyCode = AGENCY) -> str:
        return (await self._keep(agency, content, declared)).sha256

    def kept(self) -> list[Path]:
        return [path for path in self.folder.rglob("*") if path.is_file()]


async def test_a_file_is_kept_once_under_its_hash_and_encrypted(tmp_path: Path) -> None:
    """Uploading it again, or by another agency, adds no copy; nothing of it is readable on disk."""
    shelf = Shelf(tmp_path)
    assert await shelf.keep() == PDF_SHA
    assert await shelf.keep() == PDF_SHA
    await shelf.keep(agency=AgencyCode("H90.02"))
    assert [path.name for path in shelf.kept()] == [PDF_SHA]
    assert b"Nguyen" not in shelf.kept()[0].read_bytes()
    entry, content = await shelf.read(PDF_SHA, DESK)
    assert (entry.media_type, entry.size, content) == ("application/pdf", len(PDF), PDF)
    assert entry.scan == Verdict("not_scanned", "none_configured")


async def test_only_the_uploading_agency_reads_a_file_and_leaves_a_trace(tmp_path: Path) -> None:
    """For another agency it does not exist."""
    shelf = Shelf(tmp_path)
    await shelf.keep()
    with pytest.raises(PermanentError, match="file_not_found"):
        await shelf.read(PDF_SHA, STRANGER)
    await shelf.read(PDF_SHA, DESK)
    assert [entry.actor for entry in await shelf.access_log.entries(f"file/{PDF_SHA}")] == ["desk-1"]


@pytest.mark.parametrize(
    ("content", "declared", "reason"),
    [
        (b"", None, "file_empty"),
        (b"MZ\x90\x00", None, "file_type_not_taken"),
        (b"PK\x03\x04", "application/pdf", "file_type_not_taken"),
        (PDF, "image/png", "file_type_differs"),
        (PDF + b"x" * 10_485_760, None, "file_too_large"),
    ],
)
async def test_what_is_not_taken_is_not_kept(tmp_path: Path, content: bytes, declared: str | None, reason: str) -> None:
    """Size and kind are judged by the rules of the day and by the content, not by what is said of it."""
    shelf = Shelf(tmp_path)
    with pytest.raises(PermanentError, match=reason):
        await shelf.keep(content, declared)
    assert shelf.kept() == []


async def test_a_damaged_file_is_not_handed_out(tmp_path: Path) -> None:
    """Somebody changed it on disk: neither the old nor the new content is given as the file."""
    shelf = Shelf(tmp_path)
    await shelf.keep()
    shelf.kept()[0].write_text("k1.AAAA")
    with pytest.raises(PermanentError, match="field_unreadable"):
        await shelf.read(PDF_SHA, DESK)


class _Daemon:
    """A clamd that answers what the test says, once it read the whole stream."""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer
        self.received = b""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert await reader.readexactly(10) == b"zINSTREAM\0"
        while length := struct.unpack("!I", await reader.readexactly(4))[0]:
            self.received += await reader.readexactly(length)
        writer.write(self.answer)
        await writer.drain()
        writer.close()


async def _scan(answer: bytes, content: bytes) -> tuple[Verdict, bytes]:
    daemon = _Daemon(answer)
    server = await asyncio.start_server(daemon.serve, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        verdict = await Clamd(f"127.0.0.1:{port}").scan(content)
    return verdict, daemon.received


async def test_the_scanner_gets_the_whole_file_and_its_answer_counts() -> None:
    """In the chunks of INSTREAM, whatever the size."""
    content = PDF * 10_000
    assert await _scan(b"stream: OK\0", content) == (Verdict("clean", "clamd"), content)
    assert (await _scan(b"stream: Eicar FOUND\0", PDF))[0].state == "infected"
    with pytest.raises(TransientError, match="scanner_unavailable"):
        await _scan(b"INSTREAM size limit exceeded. ERROR\0", PDF)


async def test_an_infected_file_is_refused_and_an_absent_scanner_is_no_clean_bill(tmp_path: Path) -> None:
    """A daemon that cannot be asked means try again, never kept unseen."""

    class Infected:
        async def scan(self, _: bytes) -> Verdict:
            return Verdict("infected", "clamd")

    shelf = Shelf(tmp_path, Infected())
    with pytest.raises(PermanentError, match="file_infected"):
        await shelf.keep()
    closed = Shelf(tmp_path, Clamd("127.0.0.1:1"))
    with pytest.raises(TransientError, match="scanner_unavailable"):
        await closed.keep()
    assert shelf.kept() == []
