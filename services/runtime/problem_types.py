"""The one table of problem types that our HTTP interfaces answer with (RFC 9457), in both languages.

A PermanentError whose reason is a slug here becomes that problem; any other reason becomes `request_refused`.
Braces in a detail are filled from the problem's fields; fields that are absent leave the detail out.
"""

from dataclasses import dataclass
from typing import Final

TYPE_PREFIX: Final = "urn:lienthong:problem:"


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One kind of problem; `status` is the HTTP status code."""

    slug: str
    status: int
    title_vi: str
    title_en: str
    detail_vi: str
    detail_en: str

    @property
    def uri(self) -> str:
        return TYPE_PREFIX + self.slug


def _t(slug: str, status: int, vi: tuple[str, str], en: tuple[str, str]) -> ProblemType:
    return ProblemType(slug, status, vi[0], en[0], vi[1], en[1])


PROBLEM_TYPES: Final = (
    _t(
        "request_malformed", 400,
        ("Yêu cầu không đọc được", "Nội dung phải là JSON hợp lệ, mã hoá UTF-8."),
        ("Request not readable", "The body must be valid JSON in UTF-8."),
    ),
    _t(
        "json_too_deep", 400,
        ("JSON lồng quá sâu", "Nội dung được lồng tối đa {limit} mức."),
        ("JSON nested too deeply", "The body may nest at most {limit} levels."),
    ),
    _t(
        "token_missing", 401,
        ("Thiếu mã truy cập", "Gửi tiêu đề Authorization: Bearer với mã truy cập lấy từ /oauth/token."),
        ("Access token missing", "Send the header Authorization: Bearer with a token from /oauth/token."),
    ),
    _t(
        "token_invalid", 401,
        ("Mã truy cập không hợp lệ", "Lấy mã truy cập mới từ /oauth/token."),
        ("Access token not valid", "Get a new token from /oauth/token."),
    ),
    _t(
        "token_expired", 401,
        ("Mã truy cập đã hết hạn", "Lấy mã truy cập mới từ /oauth/token."),
        ("Access token expired", "Get a new token from /oauth/token."),
    ),
    _t(
        "client_unknown", 401,
        ("Sai mã phần mềm hoặc khoá bí mật", "Kiểm tra client_id và client_secret."),
        ("Unknown client or wrong secret", "Check client_id and client_secret."),
    ),
    _t(
        "scope_missing", 403,
        ("Không đủ quyền", "Thao tác này cần quyền {scope}."),
        ("Permission missing", "This operation needs the scope {scope}."),
    ),
    _t(
        "agency_not_allowed", 403,
        ("Không được thay mặt cơ quan này", "Phần mềm không được cấp quyền cho cơ quan {agency}."),
        ("Not allowed for this agency", "The credential does not act for agency {agency}."),
    ),
    _t(
        "not_found", 404,
        ("Không tìm thấy", "Địa chỉ này không tồn tại."),
        ("Not found", "There is nothing at this address."),
    ),
    _t(
        "dossier_not_found", 404,
        ("Không tìm thấy hồ sơ", "Không có hồ sơ với mã {code}. Kiểm tra lại mã trên giấy tiếp nhận."),
        ("Dossier not found", "There is no dossier with the code {code}. Check the code on the receipt."),
    ),
    _t(
        "event_not_found", 404,
        ("Không tìm thấy báo cáo", "Cơ quan này chưa gửi báo cáo nào với mã {event_id}."),
        ("Report not found", "This agency has sent no report with the id {event_id}."),
    ),
    _t(
        "method_not_allowed", 405,
        ("Phương thức không được hỗ trợ", "Địa chỉ này không nhận phương thức đã dùng."),
        ("Method not allowed", "This address does not accept the method used."),
    ),
    _t(
        "body_timeout", 408,
        ("Gửi nội dung quá chậm", "Nội dung phải đến trong {seconds} giây."),
        ("Body sent too slowly", "The body must arrive within {seconds} seconds."),
    ),
    _t(
        "transition_not_allowed", 409,
        ("Trạng thái hồ sơ không cho phép", "Hồ sơ đang ở trạng thái {status}, không thực hiện được thao tác này."),
        ("Not possible in this status", "The dossier is in status {status}; this step is not possible."),
    ),
    _t(
        "concurrent_change", 409,
        ("Hồ sơ vừa được thay đổi", "Đọc lại rồi thử lại."),
        ("Changed meanwhile", "Read it again, then try again."),
    ),
    _t(
        "code_taken", 409,
        ("Mã hồ sơ đã được dùng", "Mã {code} đã thuộc về một hồ sơ khác."),
        ("Code already used", "The code {code} belongs to another dossier."),
    ),
    _t(
        "idempotency_key_reused", 422,
        ("Idempotency-Key đã dùng cho nội dung khác", "Dùng khoá mới cho yêu cầu mới."),
        ("Idempotency-Key used with another body", "Use a new key for a new request."),
    ),
    _t(
        "event_id_reused", 409,
        ("Mã báo cáo đã dùng cho nội dung khác", "Mã {event_id} thuộc về một báo cáo khác; dùng mã mới."),
        ("Report id used with another body", "The id {event_id} belongs to another report; use a new one."),
    ),
    _t(
        "body_too_large", 413,
        ("Nội dung quá lớn", "Nội dung tối đa {limit} byte."),
        ("Body too large", "The body may have at most {limit} bytes."),
    ),
    _t(
        "batch_size", 413,
        ("Số báo cáo không phù hợp", "Gửi danh sách JSON có từ 1 đến {limit} báo cáo."),
        ("Batch size not accepted", "Send a JSON array of 1 to {limit} reports."),
    ),
    _t(
        "media_type_unsupported", 415,
        ("Kiểu nội dung không được hỗ trợ", "Gửi Content-Type: application/json."),
        ("Media type not supported", "Send Content-Type: application/json."),
    ),
    _t(
        "cloudevents_expected", 415,
        ("Kiểu nội dung không được hỗ trợ", "Gửi Content-Type: {expected}."),
        ("Media type not supported", "Send Content-Type: {expected}."),
    ),
    _t(
        "fields_invalid", 422,
        ("Dữ liệu không hợp lệ", "Xem danh sách errors: tên trường và lỗi."),
        ("Fields not valid", "See errors: the field and what is wrong with it."),
    ),
    _t(
        "procedure_unknown", 422,
        ("Không có thủ tục này", "Thủ tục {procedure} không có trong danh mục."),
        ("Procedure unknown", "The procedure {procedure} is not in the catalogue."),
    ),
    _t(
        "agency_unknown", 422,
        ("Không có cơ quan này", "Cơ quan {agency} không có trong danh mục."),
        ("Agency unknown", "The agency {agency} is not in the catalogue."),
    ),
    _t(
        "type_unknown", 422,
        ("Không có loại báo cáo này", "Cơ quan không gửi được loại {event_type}."),
        ("Report type unknown", "{event_type} is no type that agencies report."),
    ),
    _t(
        "time_out_of_range", 422,
        ("Thời điểm không được chấp nhận", "Thời điểm xảy ra quá xa so với hiện tại; dữ liệu cũ cần quyền backfill."),
        ("Time not accepted", "The time of occurrence is too far from now; past data needs the scope backfill."),
    ),
    _t(
        "signature_missing", 422,
        ("Thiếu chữ ký", "Báo cáo phải được ký."),
        ("Signature missing", "Reports must be signed."),
    ),
    _t(
        "signature_bad", 422,
        ("Chữ ký sai", "Chữ ký không khớp với nội dung đã nhận."),
        ("Signature wrong", "The signature does not fit what was received."),
    ),
    _t(
        "signature_expired", 422,
        ("Chữ ký đã hết hạn", "Thời điểm ký lệch quá {tolerance} giây; kiểm tra đồng hồ rồi ký lại."),
        ("Signature expired", "The signing time is more than {tolerance} seconds off; check the clock, sign again."),
    ),
    _t(
        "key_unknown", 422,
        ("Không có khoá ký này", "Khoá {keyid} không tồn tại hoặc đã bị thu hồi."),
        ("Key unknown", "The key {keyid} does not exist or was revoked."),
    ),
    _t(
        "request_refused", 422,
        ("Yêu cầu bị từ chối", "Lý do: {reason}."),
        ("Request refused", "Reason: {reason}."),
    ),
    _t(
        "rate_limited", 429,
        ("Quá nhiều yêu cầu", "Thử lại sau {retry_after} giây."),
        ("Too many requests", "Try again in {retry_after} seconds."),
    ),
    _t(
        "internal_error", 500,
        ("Lỗi hệ thống", "Lỗi đã được ghi lại; khi liên hệ hỗ trợ hãy nêu request_id."),
        ("Internal error", "The error was logged; quote request_id when you ask for help."),
    ),
    _t(
        "temporarily_unavailable", 503,
        ("Tạm thời chưa phục vụ được", "Thử lại sau {retry_after} giây."),
        ("Temporarily unavailable", "Try again in {retry_after} seconds."),
    ),
)  # fmt: skip

BY_SLUG: Final = {entry.slug: entry for entry in PROBLEM_TYPES}
