"""What citizens do by themselves, shown by a one-time code to their phone."""

from dataclasses import replace

import pytest

from services.intake.application.dossiers.ports import Pending
from services.intake.application.privacy.own_contact import ContactClaim
from services.runtime.problems import Problem
from tests.unit.intake.privacy.bureau import Bureau

OLD, NEW = "+84912345678", "+84987654321"


async def test_a_lost_code_is_found_by_phone() -> None:
    """All dossiers of the number, newest first; the read is logged for each."""
    bureau = Bureau()
    first, second = await bureau.filed("1"), await bureau.filed("2")
    await bureau.recover.request(OLD, "vi")
    ((phone, answer),) = bureau.sent()
    assert phone == OLD
    assert [each.code for each in await bureau.recover.answer(OLD, answer)] == [second, first]
    assert [each.purpose for each in await bureau.access_log.entries(first)] == ["recover_codes"]


async def test_a_number_without_dossiers_gets_no_message() -> None:
    """Otherwise everybody could have us write to anybody."""
    bureau = Bureau()
    await bureau.filed()
    await bureau.recover.request(NEW, "vi")
    assert bureau.sent() == []


@pytest.mark.parametrize("secret", [True, False])
async def test_secret_dossiers_and_those_of_a_sandbox_are_not_told(*, secret: bool) -> None:
    """Neither listed, nor reason enough to send a message."""
    bureau = Bureau()
    code = await bureau.filed()
    kept = await bureau.kept(code)
    filing = replace(kept.dossier.filing, secret=secret, sandbox=not secret)
    await bureau.office.dossiers.commit(Pending(replace(kept, dossier=replace(kept.dossier, filing=filing))))
    await bureau.recover.request(OLD, "vi")
    await bureau.own.request(ContactClaim(code, OLD), "vi")
    assert bureau.sent() == []


async def test_whoever_has_a_wrong_number_releases_it() -> None:
    """A code to that number; then no more messages about the dossier, and the officer sees it."""
    bureau = Bureau()
    code = await bureau.filed()
    claim = ContactClaim(code, OLD)
    await bureau.own.request(claim, "vi")
    ((phone, answer),) = bureau.sent()
    assert phone == OLD
    await bureau.own.answer(claim, answer)
    assert bureau.contacts(code) == [(1, OLD), (2, None)]
    assert (await bureau.kept(code)).dossier.personal.disputed_at is not None


@pytest.mark.parametrize("proof", ["0912 345 678", "012345678901"])
async def test_a_citizen_changes_the_number_with_an_old_one(proof: str) -> None:
    """The code goes to the new number; the proof is the old phone or the identity number."""
    bureau = Bureau()
    code = await bureau.filed()
    claim = ContactClaim(code, NEW, proof)
    await bureau.own.request(claim, "vi")
    ((phone, answer),) = bureau.sent()
    assert phone == NEW
    await bureau.own.answer(claim, answer)
    assert bureau.contacts(code) == [(1, OLD), (2, NEW)]
    assert [each.actor for each in await bureau.access_log.entries(code)] == ["citizen"]


@pytest.mark.parametrize(
    "claim",
    [
        ContactClaim("H90.01-261123-0001", NEW, "0933333333"),
        ContactClaim("H90.01-261123-0001", NEW),
        ContactClaim("H90.01-261123-9999", OLD),
    ],
)
async def test_who_cannot_name_the_old_data_gets_no_code(claim: ContactClaim) -> None:
    """Wrong proof, a number that the dossier does not have, no such dossier: all look the same from outside."""
    bureau = Bureau()
    code = await bureau.filed()
    await bureau.own.request(claim, "vi")
    assert bureau.sent() == []
    with pytest.raises(Problem, match="one_time_code_wrong"):
        await bureau.own.answer(claim, "100001")
    assert bureau.contacts(code) == [(1, OLD)]


async def test_a_wrong_answer_changes_nothing() -> None:
    """The number stays as it is, and nothing is logged as read."""
    bureau = Bureau()
    code = await bureau.filed()
    claim = ContactClaim(code, NEW, OLD)
    await bureau.own.request(claim, "vi")
    with pytest.raises(Problem, match="one_time_code_wrong"):
        await bureau.own.answer(claim, "000000")
    assert bureau.contacts(code) == [(1, OLD)]
    assert await bureau.access_log.entries(code) == []
