"""Forms and scores that cannot be handed out."""

from typing import Final

from services.runtime.problem_types.problem_type import kind

__all__ = ["TYPES"]

TYPES: Final = (
    kind(
        "form_undefined", 404,
        ("Không có biểu mẫu", "Quy định có hiệu lực ở ngày cuối kỳ không có biểu mẫu này."),
        ("No such form", "The rules in force on the last day of the period define no such form."),
    ),
    kind(
        "form_inconsistent", 500,
        ("Số liệu mâu thuẫn", "Các cột không khớp ({identity} tại {where}); chạy kiểm tra số liệu thống kê."),
        ("Figures contradict each other", "Columns do not add up ({identity} at {where}); verify the statistics."),
    ),
)  # fmt: skip
