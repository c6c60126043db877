"""Tokens, scopes and agencies."""

from typing import Final

from services.runtime.problem_types.problem_type import kind

__all__ = ["TYPES"]

TYPES: Final = (
    kind(
        "token_missing", 401,
        ("Thiếu mã truy cập", "Gửi tiêu đề Authorization: Bearer với mã truy cập lấy từ /oauth/token."),
        ("Access token missing", "Send the header Authorization: Bearer with a token from /oauth/token."),
    ),
    kind(
        "token_invalid", 401,
        ("Mã truy cập không hợp lệ", "Lấy mã truy cập mới từ /oauth/token."),
        ("Access token not valid", "Get a new token from /oauth/token."),
    ),
    kind(
        "token_expired", 401,
        ("Mã truy cập đã hết hạn", "Lấy mã truy cập mới từ /oauth/token."),
        ("Access token expired", "Get a new token from /oauth/token."),
    ),
    kind(
        "client_unknown", 401,
        ("Sai mã phần mềm hoặc khoá bí mật", "Kiểm tra client_id và client_secret."),
        ("Unknown client or wrong secret", "Check client_id and client_secret."),
    ),
    kind(
        "token_request_refused", 400,
        ("Không cấp được mã truy cập", "Yêu cầu không theo RFC 6749 ({reason}); xem error_description."),
        ("No access token for this request", "The request is not as RFC 6749 says ({reason}); see error_description."),
    ),
    kind(
        "scope_missing", 403,
        ("Không đủ quyền", "Thao tác này cần quyền {scope}."),
        ("Permission missing", "This operation needs the scope {scope}."),
    ),
    kind(
        "agency_not_allowed", 403,
        ("Không được thay mặt cơ quan này", "Phần mềm không được cấp quyền cho cơ quan {agency}."),
        ("Not allowed for this agency", "The credential does not act for agency {agency}."),
    ),
)  # fmt: skip
