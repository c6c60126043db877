"""What any HTTP interface answers: form, size and speed of requests, and our own failures."""

from typing import Final

from services.runtime.problem_types.problem_type import kind

__all__ = ["TYPES"]

TYPES: Final = (
    kind(
        "request_malformed", 400,
        ("Yêu cầu không đọc được", "Nội dung phải là JSON hợp lệ, mã hoá UTF-8."),
        ("Request not readable", "The body must be valid JSON in UTF-8."),
    ),
    kind(
        "json_too_deep", 400,
        ("JSON lồng quá sâu", "Nội dung được lồng tối đa {limit} mức."),
        ("JSON nested too deeply", "The body may nest at most {limit} levels."),
    ),
    kind(
        "not_found", 404,
        ("Không tìm thấy", "Địa chỉ này không tồn tại."),
        ("Not found", "There is nothing at this address."),
    ),
    kind(
        "method_not_allowed", 405,
        ("Phương thức không được hỗ trợ", "Địa chỉ này không nhận phương thức đã dùng."),
        ("Method not allowed", "This address does not accept the method used."),
    ),
    kind(
        "body_timeout", 408,
        ("Gửi nội dung quá chậm", "Nội dung phải đến trong {seconds} giây."),
        ("Body sent too slowly", "The body must arrive within {seconds} seconds."),
    ),
    kind(
        "body_too_large", 413,
        ("Nội dung quá lớn", "Nội dung tối đa {limit} byte."),
        ("Body too large", "The body may have at most {limit} bytes."),
    ),
    kind(
        "media_type_unsupported", 415,
        ("Kiểu nội dung không được hỗ trợ", "Gửi Content-Type: application/json."),
        ("Media type not supported", "Send Content-Type: application/json."),
    ),
    kind(
        "cloudevents_expected", 415,
        ("Kiểu nội dung không được hỗ trợ", "Gửi Content-Type: {expected}."),
        ("Media type not supported", "Send Content-Type: {expected}."),
    ),
    kind(
        "fields_invalid", 422,
        ("Dữ liệu không hợp lệ", "Xem danh sách errors: tên trường và lỗi."),
        ("Fields not valid", "See errors: the field and what is wrong with it."),
    ),
    kind(
        "request_refused", 422,
        ("Yêu cầu bị từ chối", "Lý do: {reason}."),
        ("Request refused", "Reason: {reason}."),
    ),
    kind(
        "rate_limited", 429,
        ("Quá nhiều yêu cầu", "Thử lại sau {retry_after} giây."),
        ("Too many requests", "Try again in {retry_after} seconds."),
    ),
    kind(
        "internal_error", 500,
        ("Lỗi hệ thống", "Lỗi đã được ghi lại; khi liên hệ hỗ trợ hãy nêu request_id."),
        ("Internal error", "The error was logged; quote request_id when you ask for help."),
    ),
    kind(
        "temporarily_unavailable", 503,
        ("Tạm thời chưa phục vụ được", "Thử lại sau {retry_after} giây."),
        ("Temporarily unavailable", "Try again in {retry_after} seconds."),
    ),
)  # fmt: skip
