import asyncio
from dataclasses import replace
from typing import Any

from services.intake.adapters.dossiers.vault import ApplicantVault, place_of_applicant
from services.intake.adapters.privacy.look_up_hashes import KeyedHashes
from services.intake.adapters.privacy.renew_hashes import RenewHashes
from services.intake.adapters.privacy.rotate_fields import PROGRESS, RotateFields, Rotation
from services.intake.adapters.privacy.sealed_fields import SEALED_FIELDS, SealedField
from services.intake.application.dossiers.applicant import SealedApplicant
from services.intake.application.dossiers.ports import Kept, Pending
from services.runtime.aggregates import CommitOutcome
from services.runtime.sealing import FieldCipher, KeyRing, new_key_ring
from tests.fakes.store import FakeStore
from tests.unit.intake.office import APPLICANT, Office, request, ring

OLD, NEW = new_key_ring("k1"), new_key_ring("k2")
BEFORE = FieldCipher(KeyRing.parse(OLD))
AFTER = FieldCipher(KeyRing.parse(f"{NEW},{OLD}"))
NEW_ALONE = FieldCipher(KeyRing.parse(NEW))
HASHES = KeyedHashes(b"h" * 32)
TEXTS = SealedField("things", "state.sealed", lambda id_, name: f"{id_}/{name}".encode())


async def stored(office: Office, count: int) -> list[str]:
    """Dossiers encrypted under the old key."""
    codes = [f"H90.01-261123-{number:04}" for number in range(1, count + 1)]
    rows = office.store.collection("dossiers")
    for code in codes:
        sealed = ApplicantVault(BEFORE, HASHES).encrypt(code, APPLICANT)
        assert sealed is not None
        state = {"applicant": sealed.text, "data_key": sealed.data_key}
        await rows.insert({"_id": code, "version": 1, "state": state, "lookup": list(sealed.lookup or ())})
    return codes


async def rotated(store: FakeStore, *fields: SealedField, page: int = 2) -> list[Rotation]:
    """Run it to its end, and return the last word on each field."""
    last: dict[str, Rotation] = {}
    async for rotation in RotateFields(store, AFTER, fields or SEALED_FIELDS, page)():
        last[rotation.field] = rotation
    return list(last.values())


async def usage(store: FakeStore, *fields: SealedField) -> dict[str, int]:
    counted = await RotateFields(store, AFTER, fields or SEALED_FIELDS[:1]).usage()
    return dict(counted[0].by_key)


async def test_after_a_rotation_the_old_key_is_not_used_and_everything_opens() -> None:
    """Five dossiers over three pages; the new key alone opens all of them."""
    office = Office()
    codes = await stored(office, 5)
    assert await usage(office.store) == {"k1": 5}
    done = (await rotated(office.store))[0]
    assert (done.seen, done.renewed, done.left) == (5, 5, [])
    assert await usage(office.store) == {"k2": 5}
    for code in codes:
        state = office.rows("dossiers")[code]["state"]
        assert state["data_key"].startswith("k2.")
        assert ApplicantVault(NEW_ALONE, HASHES).decrypt(code, sealed_of(state)) == APPLICANT


async def test_a_second_run_changes_nothing() -> None:
    """What is current is left alone, so no version moves."""
    office = Office()
    await stored(office, 3)
    await rotated(office.store)
    before = {code: row["version"] for code, row in office.rows("dossiers").items()}
    assert (await rotated(office.store))[0].renewed == 0
    assert {code: row["version"] for code, row in office.rows("dossiers").items()} == before


async def test_stopped_in_between_it_goes_on_where_it_was() -> None:
    """After one page the rest is done by the next run, without looking at the first page again."""
    office = Office()
    await stored(office, 5)
    async for _ in RotateFields(office.store, AFTER, SEALED_FIELDS, 2)():
        break
    assert await usage(office.store) == {"k1": 3, "k2": 2}
    assert office.rows(PROGRESS)
    done = (await rotated(office.store))[0]
    assert (done.seen, done.renewed) == (3, 3)
    assert await usage(office.store) == {"k2": 5}
    assert not office.rows(PROGRESS)


async def test_a_command_at_the_same_moment_is_not_undone() -> None:
    """Both write the whole state: the version decides, and whoever lost reads again, so neither change is lost."""
    office = Office()
    code = (await office.file(request())).dossier.code

    async def command() -> None:
        committed = False
        while not committed:
            kept = await office.dossiers.load(code)
            assert kept is not None
            committed = await office.dossiers.commit(_with_receipt(kept)) is CommitOutcome.COMMITTED

    rotate = RotateFields(office.store, FieldCipher(KeyRing.parse(f"{NEW},{ring()}")), SEALED_FIELDS)

    async def rotation() -> None:
        async for _ in rotate():
            pass

    await asyncio.gather(*(command() for _ in range(5)), rotation(), command())
    kept = await office.dossiers.load(code)
    assert kept is not None
    assert kept.dossier.receipt_number == "BN-7"
    assert office.rows("dossiers")[code]["state"]["data_key"].startswith("k2.")


async def test_lists_and_mappings_of_texts_are_renewed_in_their_form() -> None:
    """A draft keeps a text per version, a record of the desk a text per name."""
    store = FakeStore()
    things = store.collection("things")
    sealed = [BEFORE.encrypt(b"one", b"a/1"), BEFORE.encrypt(b"two", b"a/2")]
    await things.insert({"_id": "a", "version": 1, "state": {"sealed": sealed}})
    await things.insert({"_id": "b", "state": {"sealed": {"note": BEFORE.encrypt(b"three", b"b/note")}}})
    await things.insert({"_id": "c", "version": 1, "state": {"sealed": []}})
    assert (await rotated(store, TEXTS))[0].renewed == 2
    rows = store.tables["things"].rows
    first: list[str] = rows["a"]["state"]["sealed"]
    assert [NEW_ALONE.decrypt(text, f"a/{number}".encode()) for number, text in enumerate(first, 1)] == [b"one", b"two"]
    assert NEW_ALONE.decrypt(rows["b"]["state"]["sealed"]["note"], b"b/note") == b"three"
    assert rows["a"]["version"] == 2


async def test_what_no_key_opens_is_named_and_holds_up_nothing() -> None:
    """A text under a lost key stays as it is; the others are renewed."""
    store = FakeStore()
    things = store.collection("things")
    lost = FieldCipher(KeyRing.parse(new_key_ring("k0"))).encrypt(b"x", b"a/")
    await things.insert({"_id": "a", "version": 1, "state": {"sealed": lost}})
    await things.insert({"_id": "b", "version": 1, "state": {"sealed": BEFORE.encrypt(b"y", b"b/")}})
    done = (await rotated(store, TEXTS))[0]
    assert (done.renewed, done.left) == (1, ["a"])
    assert await usage(store, TEXTS) == {"k0": 1, "k2": 1}


async def test_an_applicant_of_before_keys_of_dossiers_is_renewed_too() -> None:
    """Version 0.1.0 encrypted the applicant under the ring itself."""
    office = Office()
    code = "H90.01-261123-0001"
    text = BEFORE.encrypt(b'{"name":"Mai"}', place_of_applicant(code))
    await office.store.collection("dossiers").insert({"_id": code, "version": 1, "state": {"applicant": text}})
    await rotated(office.store)
    state = office.rows("dossiers")[code]["state"]
    assert ApplicantVault(NEW_ALONE, HASHES).decrypt(code, sealed_of(state)).name == "Mai"


async def test_after_a_rotation_of_the_hash_key_dossiers_are_found_by_the_new_key_alone() -> None:
    """Until then they are found by the previous one."""
    office = Office()
    codes = await stored(office, 3)
    rehashed = KeyedHashes(b"n" * 32, b"h" * 32)
    renew = RenewHashes(office.store.collection("dossiers"), ApplicantVault(BEFORE, rehashed))
    last = None
    async for rotation in renew():
        last = rotation
    assert last is not None
    assert (last.seen, last.renewed, last.left) == (3, 3, [])
    expected = list(KeyedHashes(b"n" * 32).beside(APPLICANT))
    assert [office.rows("dossiers")[code]["lookup"] for code in codes] == [expected] * 3


def sealed_of(state: dict[str, Any]) -> SealedApplicant:
    return SealedApplicant(state["applicant"], state.get("data_key"))


def _with_receipt(kept: Kept) -> Pending:
    return Pending(replace(kept, dossier=replace(kept.dossier, receipt_number="BN-7")))
