"""What the public page of a procedure says: three transparencies, changes, QR code."""

import io

from PIL import Image

from services.intake.adapters.documents.codes import qr_png
from services.intake.application.public.procedure_changes import Difference
from services.intake.application.public.procedure_view import ProcedureView, ReadProcedure
from services.intake.entrypoints.http.public.procedure_page import procedure_url
from services.kernel.agency_code import AgencyCode
from tests.unit.intake.desk import at, terms
from tests.unit.intake.documents.printing import codes_on


def read(code: str, moment: str = "2026-11-23 08:00", agency: str | None = None) -> ProcedureView | None:
    return ReadProcedure(terms(), lambda: at(moment))(code, AgencyCode(agency) if agency else None)


def test_components_time_and_fee_are_said() -> None:
    """The fee with what an individual saves online, the components by case."""
    view = read("1.004873")
    assert view is not None
    assert view.procedure.limit_hours == 24
    assert len(view.cases) > 1
    assert all(case.components for case in view.cases)
    (fee,) = view.fees
    assert (fee.amount, fee.online) == (20_000, 14_000)
    assert fee.cites


def test_without_a_reduction_in_force_online_costs_the_same() -> None:
    """The reduction has its days."""
    view = read("1.004873", "2025-09-10 08:00")
    assert view is not None
    assert [fee.online for fee in view.fees] == [None]


def test_each_version_tells_what_it_changed() -> None:
    """The driving licence went from 8 to 5 days."""
    view = read("9.700001")
    assert view is not None
    newest, oldest = view.changes
    assert Difference("limit_hours", "64", "40") in newest.differences
    assert (oldest.version, oldest.differences) == (1, ())


def test_what_is_unknown_or_not_in_force_has_no_page() -> None:
    """Before its first version a procedure does not exist."""
    assert read("9.999999") is None
    assert read("9.700001", "2021-12-31 08:00") is None


def test_local_rules_are_shown_at_the_agency() -> None:
    """Thanh Hóa files it under justice."""
    view = read("1.004873", agency="H91.01.01")
    assert view is not None
    assert view.procedure.field == "justice"


def test_the_qr_code_of_a_procedure_opens_its_page() -> None:
    """A camera reads the address of the page from the poster."""
    url = procedure_url("https://mot-cua.example.vn", "1.004873")
    assert url == "https://mot-cua.example.vn/thu-tuc/1.004873"
    assert codes_on(Image.open(io.BytesIO(qr_png(url)))) == {"QR Code": url}
