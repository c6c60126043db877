import pytest

from services.intake.adapters.privacy.find_dossiers import FoundByHash
from services.intake.adapters.privacy.look_up_hashes import KeyedHashes
from services.intake.application.dossiers.applicant import Applicant
from tests.unit.intake.office import APPLICANT, Office, request, submission, vault

OLD, NEW = b"o" * 32, b"n" * 32


@pytest.mark.parametrize("spelling", ["0912345678", "+84 912 345 678", "0912.345.678", "84912345678"])
def test_all_spellings_of_a_number_have_one_hash(spelling: str) -> None:
    """Whoever looks it up need not know how it was written when it was filed."""
    hashes = KeyedHashes(NEW)
    assert hashes.of_phone(spelling) == hashes.of_phone("0912 345 678")


@pytest.mark.parametrize("spelling", ["0261 3544 567", "(0261) 3544-567", "+842613544567"])
def test_a_landline_is_found_too(spelling: str) -> None:
    """It gets no SMS, but an officer may look for it."""
    hashes = KeyedHashes(NEW)
    assert hashes.of_phone(spelling) == hashes.of_phone("02613544567")


def test_a_phone_and_an_identity_number_of_the_same_digits_differ() -> None:
    """The kind is part of the hash, so one is never found by the other."""
    hashes = KeyedHashes(NEW)
    assert not set(hashes.of_phone("0912345678")) & set(hashes.of_id_number("0912345678"))


def test_while_the_key_is_rotated_both_are_looked_for_and_the_new_one_is_written() -> None:
    """What was filed under the old key is found until it is renewed."""
    both = KeyedHashes(NEW, OLD)
    filed_before = KeyedHashes(OLD).beside(APPLICANT)
    assert set(filed_before) <= {*both.of_phone("0912345678"), *both.of_id_number("012345678901")}
    assert both.beside(APPLICANT) == KeyedHashes(NEW).beside(APPLICANT)


def test_a_digest_of_before_the_rotation_still_compares() -> None:
    """A retry under the same Idempotency-Key is not refused because a key was rotated in between."""
    earlier = KeyedHashes(OLD).digests(b"body")[0]
    assert earlier in KeyedHashes(NEW, OLD).digests(b"body")
    assert earlier not in KeyedHashes(NEW, OLD).digests(b"another body")


async def test_dossiers_are_found_by_phone_and_by_identity_number() -> None:
    """The newest filing first; a stranger's number finds nothing."""
    office = Office()
    first = (await office.file(request("key-1"))).dossier.code
    other = Applicant("Trần Văn Nam", phone="0912 345 678")
    second = (await office.file(request("key-2", submission=submission(applicant=other)))).dossier.code
    found = FoundByHash(office.store.collection("dossiers"))
    hashes = vault().hashes
    assert await found.with_hashes(hashes.of_phone("0912345678"), 10) == [second, first]
    assert await found.with_hashes(hashes.of_id_number("012345678901"), 10) == [first]
    assert await found.with_hashes(hashes.of_phone("0912345678"), 1) == [second]
    assert await found.with_hashes(hashes.of_phone("0987654321"), 10) == []
