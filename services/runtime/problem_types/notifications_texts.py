"""What previews and broadcasts refuse."""

from typing import Final

from services.runtime.problem_types.problem_type import kind

__all__ = ["TYPES"]

TYPES: Final = (
    kind(
        "template_unknown", 404,
        ("Không có mẫu tin nhắn này", "Mẫu {template} không có trong danh sách mẫu tin nhắn."),
        ("Template unknown", "There is no message template {template}."),
    ),
    kind(
        "template_invalid", 422,
        ("Mẫu tin nhắn không dùng được", "Sửa mẫu tin nhắn: {problem}"),
        ("The template cannot be used", "Correct the text: {problem}"),
    ),
    kind(
        "list_empty", 409,
        ("Chưa có danh sách nhận tin", "Cơ quan {agency} chưa có số nào trong danh sách nhận văn bản."),
        ("Nobody is on the list", "No number is listed for documents of {agency}."),
    ),
    kind(
        "fact_invalid", 422,
        ("Giá trị không hợp lệ", "Giá trị của {place} không đúng dạng."),
        ("A value is not valid", "The value of {place} has the wrong form."),
    ),
)  # fmt: skip
