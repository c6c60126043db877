"""What foreign systems are answered to their replies."""

from typing import Final

from services.runtime.problem_types.problem_type import kind

__all__ = ["TYPES"]

TYPES: Final = (
    kind(
        "system_not_found", 404,
        ("Không có hệ thống này", "Hệ thống {system} không có trong danh mục hoặc chưa được kết nối."),
        ("System not found", "The system {system} is not in the catalogue, or was not connected yet."),
    ),
    kind(
        "reply_signature_bad", 401,
        ("Chữ ký sai", "Chữ ký không khớp với nội dung đã nhận và khoá của hệ thống."),
        ("Signature wrong", "The signature does not fit what was received and the system's key."),
    ),
    kind(
        "reply_expired", 401,
        ("Chữ ký đã hết hạn", "Thời điểm ký lệch quá {tolerance} giây; kiểm tra đồng hồ rồi ký lại."),
        ("Signature expired", "The signing time is more than {tolerance} seconds off; check the clock, sign again."),
    ),
    kind(
        "reply_unreadable", 422,
        ("Không đọc được trả lời", "Trường {field} thiếu hoặc sai; xem tài liệu định dạng."),
        ("Reply not readable", "The field {field} is missing or wrong; see the description of the format."),
    ),
)  # fmt: skip
