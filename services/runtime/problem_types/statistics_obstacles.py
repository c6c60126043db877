"""What reports of obstacles refuse."""

from typing import Final

from services.runtime.problem_types.problem_type import kind

__all__ = ["TYPES"]

TYPES: Final = (
    kind(
        "obstacle_word_unknown", 422,
        ("Từ không có trong danh mục", "Giá trị của {word} không có trong danh mục; dùng một trong: {known}."),
        ("Word unknown", "The value of {word} is not in the catalogue; use one of: {known}."),
    ),
    kind(
        "obstacle_week_unknown", 422,
        ("Không có tuần này", "Ghi tuần theo ISO 8601, ví dụ 2026-W48."),
        ("No such week", "Write the week as in ISO 8601, for example 2026-W48."),
    ),
    kind(
        "obstacle_week_ahead", 422,
        ("Tuần chưa đến", "Tuần {week} chưa bắt đầu."),
        ("The week is ahead", "The week {week} has not begun."),
    ),
    kind(
        "obstacle_names_somebody", 422,
        (
            "Nội dung có thể chứa dữ liệu cá nhân",
            "Bỏ số điện thoại, số định danh, địa chỉ thư và mọi dãy từ {digits} chữ số; có thể ghi mã hồ sơ.",
        ),
        (
            "The text may name somebody",
            "Leave out phone and identity numbers, mail addresses, any run of {digits} digits; dossier codes may stay.",
        ),
    ),
    kind(
        "obstacle_taken_back", 409,
        ("Đã được rút lại", "Vướng mắc của khóa này đã được rút lại; dùng Idempotency-Key mới."),
        ("Taken back", "The obstacle of this key was taken back; use a new Idempotency-Key."),
    ),
    kind(
        "obstacle_not_found", 404,
        ("Không có vướng mắc này", "Cơ quan của phần mềm không có vướng mắc mang mã này."),
        ("No such obstacle", "The agencies of this credential reported no obstacle of this id."),
    ),
)  # fmt: skip
