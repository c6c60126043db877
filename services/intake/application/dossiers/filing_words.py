"""Why a service model does not hold for a filing, in both languages."""

from collections.abc import Mapping
from typing import Final

__all__ = ["closing_words", "dropped_words"]

Pair = tuple[str, str]

_DROPPED: Final[Mapping[str, Pair]] = {
    "no_rule_here": ("Cơ quan không áp dụng mô hình này", "The agency does not offer this model"),
    "procedure_not_listed": ("Thủ tục không thuộc mô hình này", "The procedure is not part of this model"),
    "not_at_the_desk": ("Chỉ áp dụng khi nộp trực tiếp", "Only for filings at the desk"),
    "other_weekday": ("Hôm nay không phải ngày của mô hình", "Today is not a day of this model"),
    "day_off": ("Ngày nghỉ nên không áp dụng", "Not on a day off"),
    "working_day": ("Chỉ áp dụng vào ngày nghỉ", "Only on days off"),
    "outside_window": ("Ngoài khung giờ của mô hình", "Outside the hours of this model"),
    "no_ticket": ("Không có số thứ tự lấy trước giờ đóng cửa", "No ticket drawn before closing"),
    "condition_not_met": ("Hồ sơ không đáp ứng điều kiện", "The dossier does not meet the condition"),
    "not_confirmed": ("Người dân chưa ký hoặc điểm chỉ", "Not confirmed by signature or fingerprint"),
}
_OTHER: Final[Pair] = ("Không áp dụng", "Does not apply")


def dropped_words(reason: str) -> Pair:
    """(Vietnamese, English)"""
    return _DROPPED.get(reason, _OTHER)


def closing_words(until: str, *, missed: bool) -> Pair:
    """For a same-day dossier received shortly before `until` (HH:MM), or after it."""
    if missed:
        return (
            f"Nhận sau {until}: kết quả trả vào cuối ngày làm việc tiếp theo.",
            f"Received after {until}: the result is due at the end of the next working day.",
        )
    return (
        f"Sắp đến giờ chốt {until}: báo người dân có thể phải chờ đến cuối giờ làm việc.",
        f"Close to the cut-off at {until}: tell the citizen that the result may only come at closing.",
    )
