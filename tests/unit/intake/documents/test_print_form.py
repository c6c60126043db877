"""Printing forms of a dossier: numbers, rights, and the note of who read."""

from datetime import timedelta

import pytest

from services.intake.application.dossiers.applicant import Applicant
from services.intake.domain.components import Component, ComponentForm
from services.kernel.agency_code import AgencyCode
from services.runtime.auth.principal import Principal
from services.runtime.failures import PermanentError
from services.runtime.problems import Problem
from tests.unit.intake.desk import AGENCY, at
from tests.unit.intake.documents.printing import DESK, LAND, PUBLIC_URL, TRIAL, PrintingOffice, press, text_of
from tests.unit.intake.office import request, submission


async def test_the_receipt_says_the_three_transparencies() -> None:
    """Components with their number, time limit with appointment, fee; and code, place, book and number."""
    office = PrintingOffice()
    papers = (
        Component("declaration"),
        Component("rights", ComponentForm.COPY, 2),
        Component("identity", ComponentForm.COPY),
        Component("household_book", waived=True),
    )
    code = await office.filed(components=papers)
    text = text_of(press().compile(await office.print(code, "receipt", DESK)))
    for said in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "ỦY BAN NHÂN DÂN ĐẮK SONG",
        "Mẫu số 01",
        "Số: 1/TNHS",
        f"Mã hồ sơ: {code}",
        "Nguyễn Thị Mai",
        "Bản sao 2",
        "Không phải nộp: đã có trong cơ sở dữ liệu",
        "13 ngày làm việc (104 giờ làm việc)",
        "08 giờ 00 phút, ngày 23 tháng 11 năm 2026",
        "08 giờ 00 phút, ngày 11 tháng 12 năm 2026",
        "100.000 ₫",
        "quyển số 2026, số thứ tự 1",
    ):
        assert said in text


async def test_the_receipt_asks_how_it_went() -> None:
    """With the address of its own survey; nobody is asked about a trial."""
    office = PrintingOffice()
    code = await office.filed("key-1")
    note = (await office.print(code, "receipt", DESK)).note
    assert note.endswith(f"{PUBLIC_URL}/khao-sat/receipt/{code}?t=token-receipt-18")
    assert (await office.print(code, "step-log", DESK)).note == ""
    trial = await office.filed("key-2", sandbox=True)
    assert (await office.print(trial, "receipt", TRIAL)).note == ""


async def test_printing_again_gives_the_same_paper() -> None:
    """Number and date are those of the first printing."""
    office = PrintingOffice()
    code = await office.filed()
    first = await office.print(code, "receipt", DESK)
    office.now += timedelta(days=40)
    assert await office.print(code, "receipt", DESK) == first


async def test_the_form_number_depends_on_the_rules_of_the_day() -> None:
    """The control slip is form 05 under the rules of 2018 and 06 under those of 2025."""
    title = "Phiếu kiểm soát quá trình giải quyết hồ sơ"
    for day, number in (("2024-05-06", "05"), ("2026-11-23", "06")):
        office = PrintingOffice()
        office.now = at(f"{day} 08:00")
        code = await office.filed()
        assert (await office.print(code, number, DESK)).title == title
        assert (await office.print(code, "step-log", DESK)).form == number


async def test_each_reading_of_personal_data_is_noted_before_it_is_shown() -> None:
    """A note that cannot be written stops the printing."""
    office = PrintingOffice()
    code = await office.filed()
    await office.print(code, "receipt", DESK)
    await office.print(code, "step-log", DESK)
    assert office.log.notes == [("desk-1", AGENCY, code, "print_form")]


async def test_another_agency_prints_only_what_names_nobody() -> None:
    """An agency of the route gets the control slip without the applicant, and no receipt."""
    office = PrintingOffice()
    code = await office.filed()
    slip = text_of(press().compile(await office.print(code, "step-log", LAND)))
    assert "Nguyễn Thị Mai" not in slip
    with pytest.raises(PermanentError, match="agency_not_allowed"):
        await office.print(code, "receipt", LAND)
    assert office.log.notes == []


async def test_a_form_that_is_not_due_or_unknown_is_refused() -> None:
    """Nothing is printed, and no number is used up."""
    office = PrintingOffice()
    code = await office.filed(accept=False)
    with pytest.raises(PermanentError, match="form_not_due"):
        await office.print(code, "receipt", DESK)
    with pytest.raises(Problem) as refused:
        await office.print(code, "register", DESK)
    assert refused.value.kind.slug == "form_unknown"
    assert office.store.tables.get("serials") is None or not office.rows("serials")


async def test_trials_use_no_numbers_of_the_real_book() -> None:
    """A sandbox dossier is marked on paper and numbered in a book of its own."""
    office = PrintingOffice()
    trial = await office.filed("key-1", sandbox=True)
    real = await office.filed("key-2")
    printed = await office.print(trial, "receipt", TRIAL)
    assert printed.subtitle == "Bản thử nghiệm, không có giá trị"
    assert (await office.print(real, "receipt", DESK)).letterhead.number == "1/TNHS"


async def test_a_dossier_without_applicant_prints_dashes() -> None:
    """As after an erasure: the form stays printable and names nobody."""
    office = PrintingOffice()
    code = await office.filed(applicant=None)
    receipt = await office.print(code, "receipt", DESK)
    assert "Tiếp nhận hồ sơ của: –" in text_of(press().compile(receipt))


async def test_the_confirmation_is_on_the_next_printing() -> None:
    """Who and how, above the name; repeated it changes nothing, contradicted it is refused."""
    office = PrintingOffice()
    code = await office.filed(applicant=Applicant("Trần Văn Hùng"))
    with pytest.raises(PermanentError, match="form_not_issued"):
        await office.confirm(code, "receipt", DESK, "applicant", "fingerprint")
    await office.print(code, "receipt", DESK)
    office.now += timedelta(minutes=2)
    issued = await office.confirm(code, "receipt", DESK, "applicant", "fingerprint")
    assert await office.confirm(code, "receipt", DESK, "applicant", "fingerprint") == issued
    assert issued.confirmation is not None
    assert issued.confirmation.recorded_by == "desk-1"
    text = text_of(press().compile(await office.print(code, "receipt", DESK)))
    assert "Đã điểm chỉ lúc 08:02 23/11/2026" in text
    with pytest.raises(PermanentError, match="form_confirmed_otherwise"):
        await office.confirm(code, "receipt", DESK, "applicant", "signature")


async def test_what_was_taken_off_the_fee_is_said_with_its_reason() -> None:
    """Online an individual pays 70 %; a poor household pays nothing, which the receipt says in words."""
    office = PrintingOffice()
    online = await office.filed("key-1", procedure="1.004873", channel="online")
    text = text_of(press().compile(await office.print(online, "receipt", DESK)))
    assert "20.000 ₫" in text
    assert "Phí, lệ phí phải nộp: 14.000 ₫" in text
    assert "Hình thức nộp: Trực tuyến" in text
    exempt = await office.filed("key-2", procedure="1.004873", exemption="poor_household")
    text = text_of(press().compile(await office.print(exempt, "receipt", DESK)))
    assert "Hộ nghèo 0 ₫" in text


async def test_the_service_models_of_the_dossier_are_on_the_receipt() -> None:
    """A no-appointment day with its plan, and the same day as the appointment."""
    office = PrintingOffice()
    office.now = at("2024-05-09 09:00")
    attributes = {"needs_verification": "false"}
    code = await office.filed(procedure="1.004873", tags=("no_appointment",), attributes=attributes)
    text = text_of(press().compile(await office.print(code, "receipt", DESK)))
    assert "Mô hình phục vụ: Ngày không hẹn" in text
    assert "Thời gian trả kết quả: 17 giờ 00 phút, ngày 09 tháng 05 năm 2024" in text


async def test_a_successor_prints_under_its_own_name_and_number() -> None:
    """After the reform the new agency goes on: its letterhead, its book; the receipt of before keeps the old one."""
    old, new = AgencyCode("H90.08"), AgencyCode("H90.08.01")
    before, after = (Principal("desk-8", frozenset({each})) for each in (old, new))
    office = PrintingOffice()
    office.now = at("2025-06-25 09:00")
    given, kept = [
        (await office.file(request(key, agency=old, submission=submission()))).dossier.code for key in ("a", "b")
    ]
    receipt = await office.print(given, "receipt", before)
    office.now = at("2025-07-02 09:00")
    assert await office.print(given, "receipt", after) == receipt
    printed = await office.print(kept, "receipt", after)
    assert printed.letterhead.agency == "Ủy ban nhân dân Xã mới số 8"
    assert printed.letterhead.number == "1/TNHS"
    assert (await office.confirm(kept, "receipt", after, "applicant", "signature")).book.agency == new
