"""What the forms of a dossier's course say: supplement, refusal, apology, stop, control slip."""

from datetime import datetime
from typing import Any

import pytest

from services.intake.application.documents.form_of import FORMS, form_of
from services.intake.application.documents.kinds import FormKind
from services.intake.application.documents.paper import Paper
from services.intake.application.documents.ports import Book, Issued
from services.intake.application.documents.source import source_of
from services.intake.application.dossiers.applicant import Applicant
from services.intake.domain.commands import Apologise, FileSupplement, Refuse, RequestSupplement, Stop
from services.kernel.times import local_day
from tests.unit.intake.desk import AGENCY, CITIZEN, HANDLER, RECEIVER, Case, at, filed, in_process, route, terms
from tests.unit.intake.documents.printing import PUBLIC_URL, codes_on, picture_of, press, text_of

MAI = Applicant("Nguyễn Thị Mai", phone="0912 345 678", address="Tổ dân phố 3, thị trấn Đức An")
DAY = "2026-11-23"


def printed(case: Case, kind: FormKind, moment: str, **options: Any) -> Paper:
    when: datetime = at(moment)
    book = Book(AGENCY, local_day(when).year, kind)
    issued = Issued("key", book, 7, when, "desk-1") if FORMS[kind].mark else None
    link = f"{PUBLIC_URL}/tra-cuu/{case.dossier.code}"
    return form_of(kind, source_of(case.dossier, terms(), link, when, applicant=MAI, issued=issued, **options))


def text(paper: Paper) -> str:
    """Of the PDF; its codes are read back too."""
    pdf = press().compile(paper)
    assert codes_on(picture_of(pdf, scale=200 / 72)) == {"QR Code": paper.link, "Code 128": paper.code}
    return text_of(pdf)


def test_a_supplement_request_lists_everything_and_its_time_limit() -> None:
    """All that is missing, until when, and whom to ask."""
    case = in_process(f"{DAY} 08:00")
    reply = at("2026-12-07 17:00")
    papers = ("land_map", "tax_form")
    case.hear(RequestSupplement(at=at(f"{DAY} 10:00"), components=papers, reply_by=reply, actor=RECEIVER))
    said = text(printed(case, FormKind.SUPPLEMENT_REQUEST, f"{DAY} 10:05"))
    for words in ("Mẫu số 02", "Số: 7/HDHS", "Nguyễn Thị Mai", "1. Land map 2. Tax form", "17 giờ 00 phút, ngày 07"):
        assert words in said


def test_each_request_is_printed_as_it_was() -> None:
    """A second request leaves the paper of the first alone."""
    case = in_process(f"{DAY} 08:00")
    for hour, paper in ((9, "land_map"), (11, "tax_form")):
        case.hear(RequestSupplement(at=at(f"{DAY} {hour:02}:00"), components=(paper,), actor=RECEIVER))
        if paper == "land_map":
            case.hear(FileSupplement(at=at(f"{DAY} 10:00"), actor=CITIZEN))
    first = text(printed(case, FormKind.SUPPLEMENT_REQUEST, f"{DAY} 12:00", occurrence=1))
    assert "Land map" in first
    assert "Tax form" not in first


def test_a_refusal_gives_its_reason_in_words() -> None:
    """The words are the rule pack's, not the token."""
    case = filed(f"{DAY} 08:00")
    case.hear(Refuse(at=at(f"{DAY} 08:10"), reason="not_competent", actor=RECEIVER))
    said = text(printed(case, FormKind.REFUSAL, f"{DAY} 08:12"))
    assert "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ" in said
    assert "Lý do: Không thuộc thẩm quyền giải quyết" in said


def test_an_apology_gives_reason_unit_and_the_new_date() -> None:
    """Received and promised time, the unit that has it in hand, why, and when instead."""
    case = in_process(f"{DAY} 08:00", minutes=24 * 60)
    case.hear(route(f"{DAY} 09:00", "leg_dispatched", leg="appraise"))
    new_date = at("2026-12-02 16:00")
    case.hear(Apologise(at=at(f"{DAY} 14:00"), reason="complex_case", new_date=new_date, actor=HANDLER))
    said = text(printed(case, FormKind.APOLOGY, f"{DAY} 14:05"))
    for words in (
        "Mẫu số 04",
        "PHIẾU XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN TRẢ KẾT QUẢ",
        "Số: 7/PXL",
        "Thời gian hẹn trả kết quả: 08 giờ 00 phút, ngày 27 tháng 11 năm 2026",
        "Đơn vị chịu trách nhiệm: Chi nhánh văn phòng đăng ký đất đai số 1",
        "Hồ sơ phức tạp cần thẩm tra thêm",
        "Thời gian trả kết quả mới: 16 giờ 00 phút, ngày 02 tháng 12 năm 2026",
    ):
        assert words in said


def test_the_title_of_a_form_is_that_of_the_rules_of_its_day() -> None:
    """Until June 2025 the same form was called otherwise."""
    case = in_process("2024-05-06 08:00", minutes=24 * 60)
    new_date = at("2024-05-14 16:00")
    case.hear(Apologise(at=at("2024-05-06 14:00"), reason="complex_case", new_date=new_date, actor=HANDLER))
    apology = printed(case, FormKind.APOLOGY, "2024-05-06 14:05")
    assert (apology.form, apology.title) == ("04", "Phiếu xin lỗi và hẹn lại ngày trả kết quả")


def test_the_receipt_keeps_the_first_appointment_after_an_apology() -> None:
    """Printed again later, it is still what the citizen was given."""
    case = in_process(f"{DAY} 08:00", minutes=24 * 60)
    before = printed(case, FormKind.RECEIPT, f"{DAY} 08:01")
    new_date = at("2026-12-02 16:00")
    case.hear(Apologise(at=at(f"{DAY} 14:00"), reason="complex_case", new_date=new_date, actor=HANDLER))
    assert printed(case, FormKind.RECEIPT, f"{DAY} 08:01") == before


@pytest.mark.parametrize(
    ("reason", "words", "fees"),
    [("land_dispute", "Đất đang có tranh chấp", "Không hoàn trả"), ("duplicate", "Hồ sơ trùng", "Được hoàn trả")],
)
def test_a_stop_notice_says_what_happens_to_the_fees(reason: str, words: str, fees: str) -> None:
    """Reason, date, fees."""
    case = in_process(f"{DAY} 08:00")
    case.hear(Stop(at=at("2026-11-25 09:30"), reason=reason, actor=HANDLER))
    said = text(printed(case, FormKind.STOP_NOTICE, "2026-11-25 09:35"))
    assert "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ" in said
    assert "Thời gian dừng giải quyết: 09 giờ 30 phút, ngày 25 tháng 11 năm 2026" in said
    assert words in said
    assert f"Xử lý phí, lệ phí đã nộp: {fees}" in said


def test_the_control_slip_shows_each_hand_off_with_its_times() -> None:
    """Who had it from when to when, and whether that was in time; nobody outside the offices is named."""
    case = in_process(f"{DAY} 08:00")
    for kind, moment in (("leg_dispatched", "09:00"), ("leg_acknowledged", "09:30"), ("leg_finished", "15:00")):
        case.hear(route(f"{DAY} {moment}", kind, leg="appraise"))
    said = text(printed(case, FormKind.STEP_LOG, f"{DAY} 16:00"))
    assert "Chi nhánh văn phòng đăng ký đất đai số 1 09:00 23/11/2026 09:30 23/11/2026" in said
    assert "Đúng hạn" in said
    assert "Nguyễn Thị Mai" not in said
