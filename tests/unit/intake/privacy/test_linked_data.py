"""What lies beside dossiers goes with their personal data: papers, texts of the desk, words of drafts."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from services.intake.adapters.files.entries import COLLECTION as FILES
from services.intake.adapters.privacy.rotate_files import RotateFiles
from services.intake.application.dossiers.ports import Pending
from services.intake.bootstrap.erasing import Erasing, erasing_of
from services.intake.domain.components import Component, ComponentForm
from services.runtime.files.folder import Folder
from services.runtime.sealing import FieldCipher, KeyRing, new_key_ring
from tests.unit.intake.desk import terms
from tests.unit.intake.office import ring
from tests.unit.intake.privacy.bureau import Bureau

PAPER = b"%PDF a scanned paper"
SHA = hashlib.sha256(PAPER).hexdigest()


def erasing(bureau: Bureau, root: Path) -> Erasing:
    office = bureau.office
    folder = Folder(root, FieldCipher(KeyRing.parse(ring())))
    return erasing_of(office.store, office.dossiers, folder, terms(), office.clock)


async def closed(bureau: Bureau, key: str, **filing: Any) -> str:
    code = await bureau.filed(key, accept=False)
    await bureau.refuse(code)
    kept = await bureau.kept(code)
    changed = replace(kept.dossier, filing=replace(kept.dossier.filing, **filing))
    await bureau.office.dossiers.commit(Pending(replace(kept, dossier=changed)))
    return code


async def test_a_paper_goes_with_the_last_dossier_that_needs_it(tmp_path: Path) -> None:
    """The same file may be in two dossiers: it stays for the one that is still kept."""
    bureau = Bureau()
    folder = Folder(tmp_path, FieldCipher(KeyRing.parse(ring())))
    await folder.keep(SHA, PAPER)
    await bureau.office.store.collection(FILES).insert({"_id": f"H90.01|{SHA}", "size": len(PAPER)})
    paper = (Component("land_map", ComponentForm.COPY, file=SHA),)
    first, second = await closed(bureau, "1", components=paper), await closed(bureau, "2", components=paper)
    await erasing(bureau, tmp_path).erase(first)
    assert await folder.read(SHA) == PAPER
    await erasing(bureau, tmp_path).erase(second)
    assert await folder.read(SHA) is None
    assert not bureau.office.rows(FILES)


async def test_the_texts_of_a_call_and_of_petitions_about_a_dossier_go_too(tmp_path: Path) -> None:
    """Their records stay, since they are counted; a petition about another dossier keeps its text."""
    bureau = Bureau()
    records = bureau.office.store.collection("activity")
    call = {"agency": "H90.01", "at": "2026-11-23T01:00:00Z", "caller_hash": "f" * 64}
    await records.insert({"_id": "C-1", "version": 1, "state": {"record": call, "sealed": {"caller": "k1.x"}}})
    code = await closed(bureau, "1", call="C-1")
    for id_, about in (("P-1", code), ("P-2", "H90.01-261123-9999")):
        state = {"record": {"agency": "H90.01", "about": about}, "sealed": {"form": "k1.y"}}
        await records.insert({"_id": id_, "version": 1, "state": state})
    await erasing(bureau, tmp_path).erase(code)
    states = {id_: row["state"] for id_, row in bureau.office.rows("activity").items()}
    assert [states[id_]["sealed"] for id_ in ("C-1", "P-1", "P-2")] == [{}, {}, {"form": "k1.y"}]
    assert "caller_hash" not in states["C-1"]["record"]
    assert states["C-1"]["record"]["at"] == call["at"]


async def test_texts_of_the_desk_have_terms_of_their_own(tmp_path: Path) -> None:
    """A call from its day, a petition from its end; one that is open is kept however old it is."""
    bureau = Bureau()
    records = bureau.office.store.collection("activity")
    rows: dict[str, dict[str, str]] = {
        "C-1": {"at": "2000-01-01T00:00:00Z"},
        "C-2": {"at": bureau.office.now.isoformat()},
        "P-1": {"received_at": "2000-01-01T00:00:00Z", "published_at": "2000-02-01T00:00:00Z"},
        "P-2": {"received_at": "2000-01-01T00:00:00Z"},
        "T-1": {"at": "2000-01-01T00:00:00Z"},
    }
    for id_, record in rows.items():
        state = {"record": {"agency": "H90.01", **record}, "sealed": {"text": "k1.x"}}
        await records.insert({"_id": id_, "version": 1, "state": state})
    reports = {each.retention_class: each for each in await erasing(bureau, tmp_path).retention(dry_run=False)}
    assert (reports["visit"].kept, reports["visit"].expired) == (1, 1)
    assert (reports["petition"].kept, reports["petition"].expired) == (0, 1)
    erased = {id_ for id_, row in bureau.office.rows("activity").items() if not row["state"]["sealed"]}
    assert erased == {"C-1", "P-1"}


async def test_files_are_renewed_under_the_new_key(tmp_path: Path) -> None:
    """Then the new key alone opens them; one that no key opens is named and stays."""
    new = new_key_ring("k2")
    old_folder = Folder(tmp_path, FieldCipher(KeyRing.parse(ring())))
    await old_folder.keep(SHA, PAPER)
    lost = Folder(tmp_path, FieldCipher(KeyRing.parse(new_key_ring("k0"))))
    await lost.keep("00" * 32, b"nobody can read this")
    both = RotateFiles(tmp_path, Folder(tmp_path, FieldCipher(KeyRing.parse(f"{new},{ring()}"))))
    assert (await both.usage()).by_key == {"k1": 1, "k0": 1}
    done = [rotation async for rotation in both()][-1]
    assert (done.seen, done.renewed, done.left) == (2, 1, ["00" * 32])
    assert await Folder(tmp_path, FieldCipher(KeyRing.parse(new))).read(SHA) == PAPER
    assert (await both.usage()).by_key == {"k2": 1, "k0": 1}


async def test_the_owner_that_a_sync_message_named_goes_with_the_dossier_or_after_the_term(tmp_path: Path) -> None:
    """The message itself has no name, so it stays."""
    bureau = Bureau()
    mirror = bureau.office.store.collection("exchanged_dossiers")
    code, now = await closed(bureau, "1"), bureau.office.now
    rows = {code: now, "H90.01-000101-0001": now - timedelta(days=36_500), "H90.01-261123-0777": now}
    for id_, read_at in rows.items():
        await mirror.insert({"_id": id_, "message": "{}", "owner": "k1.x", "read_at": read_at})
    await erasing(bureau, tmp_path).erase(code)
    await erasing(bureau, tmp_path).retention(dry_run=False)
    owners = {id_: row["owner"] for id_, row in bureau.office.rows("exchanged_dossiers").items()}
    assert owners == {code: None, "H90.01-000101-0001": None, "H90.01-261123-0777": "k1.x"}
