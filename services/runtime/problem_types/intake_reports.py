"""What the gateway answers to signed reports of agencies."""

from typing import Final

from services.runtime.problem_types.problem_type import kind

__all__ = ["TYPES"]

TYPES: Final = (
    kind(
        "event_not_found", 404,
        ("Không tìm thấy báo cáo", "Cơ quan này chưa gửi báo cáo nào với mã {event_id}."),
        ("Report not found", "This agency has sent no report with the id {event_id}."),
    ),
    kind(
        "event_id_reused", 409,
        ("Mã báo cáo đã dùng cho nội dung khác", "Mã {event_id} thuộc về một báo cáo khác; dùng mã mới."),
        ("Report id used with another body", "The id {event_id} belongs to another report; use a new one."),
    ),
    kind(
        "batch_size", 413,
        ("Số báo cáo không phù hợp", "Gửi danh sách JSON có từ 1 đến {limit} báo cáo."),
        ("Batch size not accepted", "Send a JSON array of 1 to {limit} reports."),
    ),
    kind(
        "type_unknown", 422,
        ("Không có loại báo cáo này", "Cơ quan không gửi được loại {event_type}."),
        ("Report type unknown", "{event_type} is no type that agencies report."),
    ),
    kind(
        "signature_missing", 422,
        ("Thiếu chữ ký", "Báo cáo phải được ký."),
        ("Signature missing", "Reports must be signed."),
    ),
    kind(
        "signature_bad", 422,
        ("Chữ ký sai", "Chữ ký không khớp với nội dung đã nhận."),
        ("Signature wrong", "The signature does not fit what was received."),
    ),
    kind(
        "signature_expired", 422,
        ("Chữ ký đã hết hạn", "Thời điểm ký lệch quá {tolerance} giây; kiểm tra đồng hồ rồi ký lại."),
        ("Signature expired", "The signing time is more than {tolerance} seconds off; check the clock, sign again."),
    ),
    kind(
        "key_unknown", 422,
        ("Không có khoá ký này", "Khoá {keyid} không tồn tại hoặc đã bị thu hồi."),
        ("Key unknown", "The key {keyid} does not exist or was revoked."),
    ),
)  # fmt: skip
