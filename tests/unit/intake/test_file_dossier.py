import asyncio
from datetime import timedelta

import orjson
import pytest

from services.contracts.events.contact import ContactClaims
from services.contracts.events.lifecycle import Accepted
from services.kernel.agency_code import AgencyCode
from services.runtime.failures import PermanentError
from services.runtime.sealing import unseal
from tests.fakes.store import EVERYTHING, FakeStore, Step
from tests.unit.intake.desk import AGENCY, at
from tests.unit.intake.office import APPLICANT, Office, notifications_keys, request, submission, vault


class CrashError(Exception):
    """The process ends here."""


async def test_a_filing_is_numbered_received_and_published() -> None:
    """The contact goes out before the events that rely on it; the snapshot names its sequence."""
    office = Office()
    filed = await office.file(request())
    assert filed.dossier.code == "H90.01-261123-0001"
    types = [entry["type"].removeprefix("vn.lienthong.") for entry in office.outbox(filed.dossier.code)]
    assert types == ["contact.changed.v1", "dossier.registered.v1", "dossier.accepted.v1"]
    accepted = Accepted.model_validate_json(office.outbox(filed.dossier.code)[-1]["data"])
    assert (accepted.contact_seq, accepted.fee_vnd, accepted.status) == (1, 100_000, 2)
    assert accepted.due_at == filed.dossier.due_at


async def test_personal_data_is_stored_as_ciphertext_only() -> None:
    """Neither the name nor the phone nor the id number is readable in any document."""
    office = Office()
    filed = await office.file(request())
    stored = repr(office.store.tables)
    for canary in (APPLICANT.name, "912345678", "912 345 678", "012345678901"):
        assert canary not in stored
    kept = await office.dossiers.load(filed.dossier.code)
    assert kept is not None
    assert kept.applicant is not None
    assert vault().decrypt(filed.dossier.code, kept.applicant).name == "Nguyễn Thị Mai"
    with pytest.raises(PermanentError, match="field_unreadable"):
        vault().decrypt("H90.01-261123-0002", kept.applicant)


async def test_the_contact_opens_with_the_key_of_notifications() -> None:
    """The phone travels in E.164, sealed."""
    office = Office()
    filed = await office.file(request())
    jwe = orjson.loads(office.outbox(filed.dossier.code)[0]["data"])["jwe"]
    claims = ContactClaims.model_validate_json(unseal(notifications_keys()[0], jwe))
    assert (claims.phone, claims.channels) == ("+84912345678", ("sms",))


async def test_a_repeated_key_gives_the_same_dossier() -> None:
    """A retry of the client files nothing twice and wastes no number."""
    office = Office()
    first = await office.file(request())
    office.now += timedelta(minutes=1)
    again = await office.file(request())
    following = await office.file(request("key-2"))
    assert (again.replayed, again.dossier) == (True, first.dossier)
    assert following.dossier.code == "H90.01-261123-0002"


async def test_concurrent_requests_with_one_key_end_with_one_dossier() -> None:
    """Ten retries at once, on two replicas: one code, no gap after it."""
    office = Office()
    replica = Office(office.store)
    filed = await asyncio.gather(*(each.file(request()) for each in [office, replica] * 5))
    assert len({each.dossier.code for each in filed}) == 1
    assert sum(not each.replayed for each in filed) == 1
    assert len(office.rows("dossiers")) == 1


async def test_the_same_key_with_another_body_is_refused() -> None:
    """The key belongs to its first request; the number of the second one goes to the next filing."""
    office = Office()
    await office.file(request())
    with pytest.raises(PermanentError, match="idempotency_key_reused"):
        await office.file(request(content=b"{other}"))
    assert (await office.file(request("key-2"))).dossier.code == "H90.01-261123-0002"


async def test_keys_of_different_clients_are_different() -> None:
    """Nobody can meet the key of another agency's software."""
    office = Office()
    first = await office.file(request())
    other = await office.file(request(client_id="desk-2", content=b"{other}"))
    assert first.dossier.code != other.dossier.code


@pytest.mark.parametrize("lost", ["dossiers.write_bulk", "dossiers_live.write_bulk"])
async def test_a_crash_before_the_dossier_ends_with_the_same_code(lost: str) -> None:
    """The key record is there, the dossier is not: the retry finds the code and files under it, at the first time."""
    broken = True

    async def gate(step: Step) -> object:
        await asyncio.sleep(0)
        if broken and step.name == lost:
            raise CrashError
        return step.apply(EVERYTHING)

    office = Office(FakeStore(gate=gate))
    with pytest.raises(CrashError):
        await office.file(request())
    broken = False
    later = Office(office.store, office.now + timedelta(hours=20))
    filed = await later.file(request())
    assert filed.dossier.code == "H90.01-261123-0001"
    assert filed.dossier.filing.filed_at == office.now
    assert len(office.rows("dossiers")) == 1


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"procedure": "9.999999"}, "procedure_unknown"),
        ({"procedure": "1.012753@7"}, "procedure_unknown"),
        ({"tags": ("typing_error",)}, "tag_unknown"),
        ({"attributes": {"colour": "red"}}, "attribute_unknown"),
        ({"attributes": {"electronic": "sometimes"}}, "attribute_value_unknown"),
    ],
)
async def test_what_is_refused_takes_no_number(changes: dict[str, object], reason: str) -> None:
    """Everything is checked before the counter moves."""
    office = Office()
    with pytest.raises(PermanentError) as caught:
        await office.file(request(submission=submission(**changes)))
    assert caught.value.reason == reason
    assert not office.rows("numbers")


async def test_an_agency_that_the_catalogue_does_not_know_is_refused() -> None:
    """A credential may name what the catalogue lacks."""
    office = Office()
    with pytest.raises(PermanentError, match="agency_unknown"):
        await office.file(request(agency=AgencyCode("H99.01")))


async def test_a_year_without_holidays_is_refused_before_a_number_is_taken() -> None:
    """An appointment that nobody can compute is not promised."""
    office = Office(now=at("2027-12-30 08:00"))
    with pytest.raises(PermanentError, match="calendar_year_missing"):
        await office.file(request())
    assert not office.rows("numbers")


async def test_the_past_needs_the_scope_and_is_marked() -> None:
    """Back-filled dossiers get the code of their day in the style of its rule pack, and no SMS unless asked."""
    office = Office()
    past = request(occurred_at=at("2024-03-05 09:00"))
    with pytest.raises(PermanentError, match="time_out_of_range"):
        await office.file(past)
    filed = await office.file(request(occurred_at=at("2024-03-05 09:00"), may_backfill=True))
    assert filed.dossier.code == "000.00.01.H90-240305-0001"
    assert (filed.dossier.filing.backfill, filed.dossier.filing.notify) == (True, False)


async def test_a_filing_before_midnight_has_the_code_of_its_local_day() -> None:
    """23:30 in Viet Nam is still that day, 00:30 the next; the number restarts."""
    office = Office(now=at("2026-11-23 23:30"))
    first = await office.file(request())
    office.now = at("2026-11-24 00:30")
    second = await office.file(request("key-2"))
    assert [first.dossier.code, second.dossier.code] == ["H90.01-261123-0001", "H90.01-261124-0001"]


async def test_every_agency_counts_for_itself() -> None:
    """The number restarts per receiving agency."""
    office = Office()
    codes = [
        (await office.file(request("a"))).dossier.code,
        (await office.file(request("b", agency=AgencyCode("H90.02")))).dossier.code,
    ]
    assert AGENCY == "H90.01"
    assert codes == ["H90.01-261123-0001", "H90.02-261123-0001"]
