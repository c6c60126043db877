import pytest

from services.contracts.events.contact import ContactClaims
from services.intake.adapters.dossiers.vault import Vault, place_of_applicant
from services.intake.adapters.privacy.look_up_hashes import KeyedHashes
from services.intake.application.dossiers.applicant import Contact, SealedApplicant
from services.runtime.failures import PermanentError
from services.runtime.sealing import FieldCipher, KeyRing, new_key_ring, unseal
from tests.unit.intake.desk import at
from tests.unit.intake.office import APPLICANT, Office, notifications_keys, request, ring, vault

CODE = "H90.01-261123-0001"


def test_each_dossier_has_a_key_of_its_own() -> None:
    """Neither opens with the other's key, and both open again with their own."""
    mine, other = vault().encrypt(CODE, APPLICANT), vault().encrypt("H90.01-261123-0002", APPLICANT)
    assert mine is not None
    assert other is not None
    assert vault().decrypt(CODE, mine) == APPLICANT
    with pytest.raises(PermanentError, match="field_unreadable"):
        vault().decrypt(CODE, SealedApplicant(mine.text, other.data_key))


def test_without_its_key_an_applicant_is_gone() -> None:
    """Erasing drops the wrapped key: the ring alone does not open the text."""
    sealed = vault().encrypt(CODE, APPLICANT)
    assert sealed is not None
    with pytest.raises(PermanentError, match="field_key_unknown"):
        vault().decrypt(CODE, SealedApplicant(sealed.text))


def test_an_applicant_from_before_keys_of_dossiers_still_opens() -> None:
    """Version 0.1.0 encrypted under the ring itself."""
    ring = new_key_ring("k1")
    cipher = FieldCipher(KeyRing.parse(ring))
    old = cipher.encrypt(b'{"name":"Mai","phone":"0912345678"}', place_of_applicant(CODE))
    opened = Vault(cipher, notifications_keys()[1], KeyedHashes(b"h" * 32)).decrypt(CODE, SealedApplicant(old))
    assert (opened.name, opened.phone) == ("Mai", "0912345678")


async def test_the_stored_dossier_has_key_text_and_hashes_and_nothing_in_the_clear() -> None:
    """What a thief of the store sees: ciphertexts, a wrapped key, keyed hashes."""
    office = Office()
    code = (await office.file(request())).dossier.code
    row = office.rows("dossiers")[code]
    assert row["state"]["data_key"].startswith("k1.")
    assert row["state"]["applicant"].startswith("d.")
    assert len(row["lookup"]) == 2
    shown = repr(row)
    assert not [each for each in (APPLICANT.name, "912345678", "912 345 678", "012345678901") if each in shown]


def test_a_contact_carries_the_invitation_to_the_survey() -> None:
    """Sealed to notifications, so that whoever reads events cannot answer; an erased number invites nobody."""
    private, public = notifications_keys()
    cipher = FieldCipher(KeyRing.parse(ring()))
    sealing = Vault(cipher, public, KeyedHashes(b"h" * 32), lambda code: f"t-{code[-4:]}")
    jwes = [
        sealing.contact_event(CODE, Contact(phone, "vi", ()), at("2026-11-23 08:00")).jwe
        for phone in ("+84912345678", None)
    ]
    claims = [ContactClaims.model_validate_json(unseal(private, jwe)) for jwe in jwes]
    assert [each.survey for each in claims] == ["t-0001", None]
