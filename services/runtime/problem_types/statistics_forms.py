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
        "outside_malformed", 422,
        ("Số liệu bổ sung sai dạng", "Viết tham số outside theo dạng TÊN=SỐ, số nguyên không dấu."),
        ("Outside figure malformed", "Write the parameter outside as NAME=NUMBER, a whole number without sign."),
    ),
    kind(
        "outside_unknown", 422,
        ("Không nhận số liệu này", "Chỉ nhận các đại lượng: {known}."),
        ("Not an outside figure", "Only these quantities are taken: {known}."),
    ),
    kind(
        "outside_repeated", 422,
        ("Số liệu bị lặp", "Đại lượng {quantity} được nêu hai lần."),
        ("Outside figure told twice", "The quantity {quantity} is told twice."),
    ),
    kind(
        "form_inconsistent", 500,
        ("Số liệu mâu thuẫn", "Các cột không khớp ({identity} tại {where}); chạy kiểm tra số liệu thống kê."),
        ("Figures contradict each other", "Columns do not add up ({identity} at {where}); verify the statistics."),
    ),
)  # fmt: skip
