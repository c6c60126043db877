import pytest

from services.intake.application.dossiers.applicant import Applicant
from services.intake.application.dossiers.lifecycle import snapshot
from services.runtime.failures import PermanentError
from tests.unit.intake.office import APPLICANT, vault
from tests.unit.intake.privacy.bureau import Bureau, Linked


async def closed(bureau: Bureau, applicant: Applicant | None = None) -> str:
    code = await bureau.filed(accept=False, applicant=applicant or APPLICANT)
    await bureau.refuse(code)
    return code


async def test_erasing_drops_key_text_and_hashes_and_leaves_the_course() -> None:
    """The dossier is still there with its status; nothing of its applicant opens, and nobody finds it by a number."""
    bureau = Bureau()
    code = await closed(bureau)
    before = (await bureau.kept(code)).dossier
    await bureau.erase(code)
    row = bureau.office.rows("dossiers")[code]
    assert "applicant" not in row["state"]
    assert "data_key" not in row["state"]
    assert row["lookup"] == []
    after = (await bureau.kept(code)).dossier
    assert (after.status, after.history, after.filing) == (before.status, before.history, before.filing)
    assert after.personal.erased_at == bureau.office.now
    assert bureau.linked.erased == [code]
    assert await bureau.find.with_hashes(vault().hashes.of_phone("0912345678"), 9) == []


async def test_erasing_publishes_a_tombstone_as_the_next_contact() -> None:
    """Compaction then removes every sealed contact of the dossier from the topic."""
    bureau = Bureau()
    code = await closed(bureau)
    after = await bureau.erase(code)
    assert bureau.contacts(code) == [(1, "+84912345678"), (2, "erased")]
    assert snapshot(after)["contact_seq"] == 2


async def test_without_a_contact_there_is_nothing_to_bury() -> None:
    """A dossier without a phone publishes no tombstone."""
    bureau = Bureau()
    code = await closed(bureau, Applicant("A", id_number="012345678901"))
    await bureau.erase(code)
    assert bureau.contacts(code) == []
    assert (await bureau.kept(code)).applicant is None


async def test_erasing_again_changes_nothing() -> None:
    """A repetition after a crash, or a second request, publishes nothing more."""
    bureau = Bureau()
    code = await closed(bureau)
    await bureau.erase(code)
    version = bureau.office.rows("dossiers")[code]["version"]
    await bureau.erase(code)
    assert bureau.office.rows("dossiers")[code]["version"] == version


async def test_an_open_dossier_keeps_its_applicant() -> None:
    """Who is to be told of the result? Neither it nor what is linked to it is touched."""
    bureau = Bureau()
    code = await bureau.filed()
    with pytest.raises(PermanentError, match="dossier_open"):
        await bureau.erase(code)
    assert (await bureau.kept(code)).applicant is not None
    assert bureau.linked.erased == []


async def test_a_crash_in_between_is_made_good_by_doing_it_again() -> None:
    """The dossier says last that all is gone, so it never claims an erasure that did not happen."""
    bureau = Bureau(linked=Linked(fails=True))
    code = await closed(bureau)
    with pytest.raises(ConnectionError):
        await bureau.erase(code)
    assert (await bureau.kept(code)).dossier.personal.erased_at is None
    await bureau.erase(code)
    assert bureau.linked.erased == [code]
    assert (await bureau.kept(code)).applicant is None


async def test_a_number_cannot_be_corrected_after_erasure() -> None:
    """There is nobody left whose number it would be."""
    bureau = Bureau()
    code = await closed(bureau)
    await bureau.erase(code)
    with pytest.raises(PermanentError, match="personal_data_erased"):
        await bureau.corrected(code, "0987654321")
