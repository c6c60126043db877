import asyncio
from dataclasses import replace

import pytest

from services.intake.application.dossiers.lifecycle import snapshot
from services.intake.application.dossiers.ports import Pending
from services.runtime.aggregates import CommitOutcome
from services.runtime.failures import PermanentError
from services.runtime.problems import Problem
from tests.unit.intake.office import vault
from tests.unit.intake.privacy.bureau import OTHER, Bureau

OLD, NEW = "+84912345678", "+84987654321"


async def test_a_corrected_number_is_the_next_contact_and_later_events_wait_for_it() -> None:
    """Notifications sends to whatever number `contact_seq` of the event asks for, or a newer one."""
    bureau = Bureau()
    code = await bureau.filed()
    after = await bureau.corrected(code, "0987 654 321")
    assert bureau.contacts(code) == [(1, OLD), (2, NEW)]
    assert snapshot(after)["contact_seq"] == 2
    assert (await bureau.applicant(code)).phone == "0987 654 321"
    assert await bureau.find.with_hashes(vault().hashes.of_phone(NEW), 9) == [code]
    assert await bureau.find.with_hashes(vault().hashes.of_phone(OLD), 9) == []


async def test_the_same_number_in_another_spelling_changes_nothing() -> None:
    """A repeated request publishes no second contact."""
    bureau = Bureau()
    code = await bureau.filed()
    await bureau.corrected(code, "+84 912.345.678")
    assert bureau.contacts(code) == [(1, OLD)]


async def test_a_command_at_the_same_moment_loses_nothing() -> None:
    """One of both reads again: the new number and the command's step are both there."""
    bureau = Bureau()
    code = await bureau.filed()

    async def command() -> None:
        committed = False
        while not committed:
            kept = await bureau.kept(code)
            pending = Pending(replace(kept, dossier=replace(kept.dossier, receipt_number="BN-7")))
            committed = await bureau.office.dossiers.commit(pending) is CommitOutcome.COMMITTED

    await asyncio.gather(bureau.corrected(code, NEW), command())
    kept = await bureau.kept(code)
    assert (kept.dossier.receipt_number, kept.dossier.contact_seq) == ("BN-7", 2)
    assert (await bureau.applicant(code)).phone == NEW


@pytest.mark.parametrize("phone", ["123456", "+1 202 555 0100", "not a number"])
async def test_what_is_no_number_is_refused_before_anything_is_opened(phone: str) -> None:
    """No read is logged, because nothing was read; the refusal does not repeat it."""
    bureau = Bureau()
    code = await bureau.filed()
    with pytest.raises(PermanentError, match="phone_invalid") as caught:
        await bureau.corrected(code, phone)
    assert phone not in repr(caught.value.fields)
    assert await bureau.access_log.entries(code) == []


async def test_another_agency_cannot_correct_a_number() -> None:
    """For it the dossier does not exist."""
    bureau = Bureau()
    code = await bureau.filed()
    with pytest.raises(Problem, match="dossier_not_found"):
        await bureau.corrected(code, NEW, OTHER)
    assert bureau.contacts(code) == [(1, OLD)]


async def test_a_correction_is_written_to_the_access_log() -> None:
    """The old number is opened for it."""
    bureau = Bureau()
    code = await bureau.filed()
    await bureau.corrected(code, NEW)
    assert [(each.actor, each.purpose) for each in await bureau.access_log.entries(code)] == [
        ("desk-1", "correct_contact")
    ]


async def test_a_number_that_is_not_the_applicants_gets_no_more_messages() -> None:
    """The contact has no number any more, the officer sees the dispute, and the stranger's number is gone."""
    bureau = Bureau()
    code = await bureau.filed()
    await bureau.release(code, "0912345678")
    kept = await bureau.kept(code)
    assert bureau.contacts(code) == [(1, OLD), (2, None)]
    assert kept.dossier.personal.disputed_at == bureau.office.now
    assert (await bureau.applicant(code)).phone is None
    assert (await bureau.applicant(code)).name == "Nguyễn Thị Mai"
    assert await bureau.find.with_hashes(vault().hashes.of_phone(OLD), 9) == []
    await bureau.corrected(code, NEW)
    assert (await bureau.kept(code)).dossier.personal.disputed_at is None


async def test_only_the_number_of_the_dossier_can_be_released() -> None:
    """Whoever proves another number changes nothing."""
    bureau = Bureau()
    code = await bureau.filed()
    await bureau.release(code, NEW)
    assert bureau.contacts(code) == [(1, OLD)]
    assert (await bureau.kept(code)).dossier.personal.disputed_at is None
