"""The public page of an agency: contacts, hours, service models."""

from services.intake.application.public.agency_view import AgencyDirectory
from services.kernel.agency_code import AgencyCode
from tests.unit.intake.desk import at, terms


def directory(moment: str = "2026-11-23 08:00") -> AgencyDirectory:
    return AgencyDirectory(terms(), lambda: at(moment))


def test_agencies_are_found_without_accents_within_a_province() -> None:
    """By name or code; only those with a desk."""
    assert [each.code for each in directory().find("dak song", "", 1).agencies] == ["H90.01"]
    assert directory().find("dak song", "H91", 1).total == 0
    assert directory().find("H90.30.01", "", 1).total == 0


def test_the_week_shows_holidays_as_closed() -> None:
    """24 November 2026 is a holiday; Monday has two windows."""
    view = directory().read(AgencyCode("H90.01"))
    assert view is not None
    assert [len(spans) for _, spans in view.days] == [2, 0, 2, 2, 2, 0, 0]


def test_model_days_are_those_in_force_at_the_place() -> None:
    """Đông Khê has its 9th hour on Monday and Friday, each with its fields and hours of the season."""
    view = directory().read(AgencyCode("H91.11.02"))
    assert view is not None
    hours = {model.weekdays: (model.windows, model.fields) for model in view.models if "thứ 9" in model.label}
    monday, friday = ("Văn hóa - xã hội", "Tư pháp"), ("Địa chính",)
    assert hours == {(1,): (("16:30–17:30",), monday), (5,): (("16:30–17:30",), friday)}


def test_an_unknown_agency_has_no_page() -> None:
    """None, which the page answers with 404."""
    assert directory().read(AgencyCode("Z99")) is None
