"""Free text that looks as if it named somebody."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.stats.domain.obstacles.personal_text import looks_personal

_NUMBERS = st.text("0123456789", min_size=9, max_size=12)
_GAPS = st.sampled_from(["", " ", ".", "-", " - ", "\u00a0", "\u200b", ") "])


@pytest.mark.parametrize(
    "text",
    [
        "Gọi ông Ba theo số 0912 345 678",
        "số 0912.345.678 không liên lạc được",
        "+84 (912) 345-678",
        "CCCD 001099012345",
        "chứng minh nhân dân 245 123 456",
        "thư về nguyen.van.a@example.vn",
        "０９１２３４５６７８",
        "09\u200b12345678",
        "0912/345/678",
        "0912,345,678",
        "0912_345_678",
        "0912·345·678",
        "09/12/34/56/78",
        "⓪⑨①②③④⑤⑥⑦⑧",
        "0️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣",
        "số 0-912345-6789",
        "CCCD 0010-990123-4567",
        "gọi Không chín MỘT hai ba bốn năm sáu bảy tám",
        "nguyen.van.a＠example.vn",
        "nguyen.van.a (at) example.vn",
    ],
)
def test_numbers_and_addresses_of_persons_are_seen(text: str) -> None:
    """However they are spaced, and in full-width digits too."""
    assert looks_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hồ sơ H90.20.01-261123-0001 và 000.01.20.H90-20231019-00012 chờ chữ ký",
        "Từ 15/10/2023 đến 30/10/2024 chỉ có 1.055 hồ sơ",
        "Kế hoạch 580/KH-UBND ngày 08/9/2023",
        "2026-11-23: mất mạng 2 giờ 30 phút",
        "Mất điện 15/10/2023-30/10/2024, các ngày 23/11, 24/11, 25/11, 26/11 và 27/11",
        "Hồ sơ số 101, 102, 103 chờ hai, ba hoặc bốn năm",
        "07:30-11:30, 13:00-17:00",
    ],
)
def test_what_officers_need_to_write_passes(text: str) -> None:
    """Codes of dossiers, days, amounts and numbers of plans."""
    assert not looks_personal(text)


@settings(deadline=None)
@given(_NUMBERS, st.lists(_GAPS, min_size=12, max_size=12), st.sampled_from(["", "xin gọi ", "(", "SĐT:"]))
def test_no_spacing_hides_a_number(number: str, gaps: list[str], before: str) -> None:
    """Nine digits or more are seen with any of the gaps that people write between them."""
    spaced = "".join(digit + gap for digit, gap in zip(number, gaps, strict=False))
    assert looks_personal(before + spaced)
