import pytest

from services.intake.application.dossiers.applicant import Applicant, Contact, contact_of
from services.kernel.phone import PhoneError


@pytest.mark.parametrize("phone", ["0912 345 678", "+84 912.345.678", "84912345678"])
def test_a_mobile_number_gets_sms(phone: str) -> None:
    """All spellings become one E.164 number."""
    assert contact_of(Applicant("A", phone=phone)) == Contact("+84912345678", "vi", ("sms",))


def test_a_landline_is_accepted_without_a_channel() -> None:
    """Domain §16: landlines cannot get SMS; the dossier is filed all the same."""
    assert contact_of(Applicant("A", phone="0261 3544 567")) == Contact(None, "vi", ())


@pytest.mark.parametrize("applicant", [None, Applicant("A"), Applicant("A", phone="")])
def test_without_a_phone_there_is_no_contact(applicant: Applicant | None) -> None:
    """Nothing is published then, and the snapshot says so with sequence 0."""
    assert contact_of(applicant) is None


def test_what_is_no_number_is_refused_without_quoting_it() -> None:
    """The error names the reason, never the text."""
    with pytest.raises(PhoneError) as caught:
        contact_of(Applicant("A", phone="0912345"))
    assert "0912345" not in f"{caught.value} {caught.value.reason}".replace("0912 345 678", "").replace(
        "84912345678", ""
    )


def test_an_applicant_never_prints_itself() -> None:
    """Personal data must not reach a log through a repr."""
    assert "Mai" not in repr(Applicant("Mai", phone="0912345678"))
