"""Messages through a folder: left whole, taken over once, refused with a reason."""

import asyncio
import json
import stat
from pathlib import Path

import pytest

from services.intake.adapters.exchange.file_drop import FileDrop
from services.intake.adapters.exchange.mirror import COLLECTION, StoredMirror
from services.intake.adapters.exchange.sync_message import read_message
from services.intake.application.exchange.export import Export
from services.intake.application.exchange.import_messages import ImportMessages
from services.intake.application.exchange.synced_of import synced_of
from services.runtime.access_log import StoredAccessLog
from services.runtime.failures import TransientError
from services.runtime.sealing import FieldCipher, KeyRing, new_key_ring
from tests.unit.intake.desk import terms
from tests.unit.intake.office import APPLICANT, Office, request, submission, vault


class Border:
    """Our side and another province's, with a folder between them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ours, self.theirs = Office(), Office()
        drop = FileDrop(folder)
        self.log = StoredAccessLog(self.ours.store.collection("access_log"), self.ours.clock)
        self.export = Export(self.ours.dossiers, vault(), self.log, drop, terms())
        cipher = FieldCipher(KeyRing.parse(new_key_ring("f1")))
        self.mirror = StoredMirror(self.theirs.store.collection(COLLECTION), cipher, self.theirs.clock)
        self.take = ImportMessages(drop, self.mirror, self.theirs.dossiers)

    def names(self, where: str = ".") -> list[str]:
        return sorted(path.name for path in (self.folder / where).glob("*") if path.is_file())


@pytest.fixture
def border(tmp_path: Path) -> Border:
    return Border(tmp_path / "drop")


async def test_a_dossier_crosses_the_border_as_far_as_the_message_says(border: Border) -> None:
    """Exported, imported, equal; the name was read by the book and is sealed on the other side."""
    dossier = (await border.ours.file(request())).dossier
    assert await border.export([dossier.code, "H90.01-261123-9999"]) == 1
    assert border.names() == [f"{dossier.code}.json"]
    assert stat.S_IMODE((border.folder / f"{dossier.code}.json").stat().st_mode) == 0o600
    taken = await border.take()
    assert (taken.accepted, taken.rejected, border.names(), border.names("done")) == (
        1,
        0,
        [],
        [f"{dossier.code}.json"],
    )
    assert await border.mirror.find([dossier.code]) == {dossier.code: synced_of(dossier, APPLICANT.name, terms())}
    assert APPLICANT.name not in repr(border.theirs.rows(COLLECTION))
    (entry,) = await border.log.entries(dossier.code)
    assert (entry.purpose, entry.actor) == ("exchange", "operator|exchange")


async def test_a_newer_message_takes_the_place_of_one_not_fetched(border: Border) -> None:
    """And reading the same state twice changes nothing."""
    code = (await border.ours.file(request())).dossier.code
    for _ in range(2):
        assert await border.export([code]) == 1
    assert border.names() == [f"{code}.json"]
    await border.take()
    await border.export([code])
    assert (await border.take()).accepted == 1
    assert len(border.theirs.rows(COLLECTION)) == 1


async def test_what_must_stay_here_is_never_written(border: Border) -> None:
    """Secret dossiers and those of the sandbox."""
    codes = [
        (await border.ours.file(request(key, submission=submission(**{what: True})))).dossier.code
        for key, what in (("a", "sandbox"), ("b", "secret"))
    ]
    assert await border.export(codes) == 0
    assert border.names() == []


async def test_bad_messages_are_set_aside_with_a_reason_and_hold_up_nobody(border: Border) -> None:
    """Not readable, named like another dossier, too large, or about a dossier of the reader's own."""
    code = (await border.ours.file(request())).dossier.code
    await border.export([code])
    good = (border.folder / f"{code}.json").read_bytes()
    await border.theirs.file(request())
    (border.folder / "H90.01-261123-0002.json").write_bytes(good)
    (border.folder / "H90.01-261123-0003.json").write_bytes(b"{")
    (border.folder / "H90.01-261123-0004.json").write_bytes(b" " * ((1 << 20) + 1))
    other = json.loads(good) | {"MaHoSo": "H90.02-261123-0001"}
    (border.folder / "H90.02-261123-0001.json").write_text(json.dumps(other), encoding="utf-8")
    taken = await border.take()
    assert (taken.accepted, taken.rejected) == (1, 4)
    reasons = {path.stem[-4:]: json.loads(path.read_bytes()) for path in (border.folder / "rejected").glob("*.reason")}
    assert reasons["0001"] == {"reason": "dossier_is_ours", "field": "MaHoSo"}
    assert reasons["0002"] == {"reason": "message_unreadable", "field": "MaHoSo"}
    assert reasons["0004"]["field"] == "size"
    assert border.names("done") == ["H90.02-261123-0001.json"]
    assert border.names() == []


async def test_a_message_that_could_not_be_kept_is_read_again(border: Border) -> None:
    """The store failed, so the file stays where it was."""
    code = (await border.ours.file(request())).dossier.code
    await border.export([code])
    keep = border.mirror.keep

    async def failing(_: object) -> None:
        raise TransientError("store_down")

    border.mirror.keep = failing  # type: ignore[assignment,method-assign] # the store is away
    with pytest.raises(TransientError):
        await border.take()
    assert border.names() == [f"{code}.json"]
    border.mirror.keep = keep  # type: ignore[method-assign] # it is back
    assert (await border.take()).accepted == 1


async def test_two_readers_at_once_take_each_message_over_once_or_alike(border: Border) -> None:
    """Whoever moves a file second finds it moved, and both kept the same."""
    codes = [(await border.ours.file(request(f"k-{n}"))).dossier.code for n in range(5)]
    await border.export(codes)
    second = ImportMessages(FileDrop(border.folder), border.mirror, border.theirs.dossiers)
    await asyncio.gather(border.take(), second())
    assert len(border.names("done")) == 5
    assert border.names("rejected") == []
    for code in codes:
        assert read_message((border.folder / "done" / f"{code}.json").read_bytes()).code == code
