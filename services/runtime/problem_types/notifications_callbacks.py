"""What gateways are answered that call back."""

from typing import Final

from services.runtime.problem_types.problem_type import kind

__all__ = ["TYPES"]

TYPES: Final = (
    kind(
        "callback_not_ours", 404,
        ("Không có địa chỉ này", "Địa chỉ gọi lại không do hệ thống cấp, hoặc khoá đã thay đổi."),
        ("No such address", "This address to call back was not given out by us, or the key has changed since."),
    ),
    kind(
        "callback_unreadable", 422,
        ("Không đọc được nội dung", "Thiếu trường {field} hoặc giá trị không hợp lệ."),
        ("Not readable", "The field {field} is missing or cannot be read."),
    ),
)  # fmt: skip
