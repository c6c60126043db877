"""The desk besides dossiers: tickets, calls, visits, petitions, hours, surveys."""

from typing import Final

from services.runtime.problem_types.problem_type import kind

__all__ = ["TYPES"]

TYPES: Final = (
    kind(
        "idempotency_key_missing",
        400,
        ("Thiếu Idempotency-Key", "Gửi một khoá mới cho mỗi yêu cầu mới; dùng lại khoá khi gửi lại."),
        ("Idempotency-Key missing", "Send a new key with each new request, and the same key in a retry."),
    ),
    kind(
        "sandbox_not_served",
        403,
        ("Môi trường thử nghiệm không có quầy", "Phần mềm thử nghiệm không được thao tác tại quầy thật."),
        ("No desk in the sandbox", "Sandbox software may not act at a real desk."),
    ),
    kind(
        "ticket_not_found",
        404,
        ("Không tìm thấy số thứ tự", "Bộ phận một cửa này không có số thứ tự {ticket}."),
        ("Ticket not found", "This desk has no ticket {ticket}."),
    ),
    kind(
        "desk_closed",
        409,
        ("Ngoài giờ tiếp nhận", "Bộ phận một cửa hiện không tiếp nhận lĩnh vực {field}; mở lại lúc {next_opening}."),
        ("Desk closed", "The desk does not serve the field {field} now; it opens again at {next_opening}."),
    ),
    kind(
        "ticket_step_not_allowed",
        409,
        ("Số thứ tự không ở trạng thái phù hợp", "Số thứ tự {ticket} đang ở trạng thái {state}."),
        ("Not possible for this ticket now", "Ticket {ticket} is in the state {state}."),
    ),
    kind(
        "ticket_same_field",
        409,
        ("Số thứ tự đã ở hàng đợi này", "Số thứ tự đang chờ ở chính lĩnh vực {field}."),
        ("Already in this queue", "The ticket is in the queue of the field {field} already."),
    ),
    kind(
        "field_unknown",
        422,
        ("Không có lĩnh vực này", "Lĩnh vực {field} không có trong danh mục hoặc không có ở nơi này."),
        ("Field unknown", "The field {field} is not in the catalogue, or not served here."),
    ),
    kind(
        "field_required",
        422,
        ("Thiếu lĩnh vực", "Nêu lĩnh vực chuyển đến."),
        ("Field missing", "Name the field to transfer to."),
    ),
)
