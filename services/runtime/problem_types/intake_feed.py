"""What agencies' software is answered about its feed, its webhooks and the sandbox."""

from typing import Final

from services.runtime.problem_types.problem_type import kind

__all__ = ["TYPES"]

TYPES: Final = (
    kind(
        "webhook_not_found", 404,
        ("Không tìm thấy webhook", "Phần mềm này không có webhook {webhook_id}."),
        ("Webhook not found", "This credential has no webhook {webhook_id}."),
    ),
    kind(
        "webhooks_full", 409,
        ("Đã đủ số webhook", "Mỗi phần mềm có tối đa {limit} webhook; xoá một webhook cũ trước."),
        ("Too many webhooks", "A credential has at most {limit} webhooks; delete one first."),
    ),
    kind(
        "cursor_invalid", 422,
        ("Vị trí đọc không hợp lệ", "Dùng nguyên giá trị cursor của lần trả lời trước, cho cùng các cơ quan."),
        ("Cursor not valid", "Use the cursor of an earlier answer as it is, for the same agencies."),
    ),
    kind(
        "webhook_target_refused", 422,
        ("Không gửi được đến địa chỉ này", "Địa chỉ phải là https và không nằm trong mạng nội bộ."),
        ("Target not accepted", "The address must be https and must not lead into a private network."),
    ),
    kind(
        "webhook_target_unknown", 422,
        ("Không tìm được tên máy chủ", "Tên máy chủ trong địa chỉ không tra được; kiểm tra lại hoặc thử sau."),
        ("Host name not found", "The name in the address cannot be looked up; check it, or try again later."),
    ),
    kind(
        "sandbox_not_routed", 422,
        ("Môi trường thử không có luân chuyển", "Báo cáo về chặng xử lý chỉ dành cho hồ sơ thật."),
        ("The sandbox has no routes", "Reports about legs are for real dossiers only."),
    ),
)  # fmt: skip
