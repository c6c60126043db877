"""Dossiers: filing them, finding them, changing them."""

from typing import Final

from services.runtime.problem_types.problem_type import kind

__all__ = ["TYPES"]

TYPES: Final = (
    kind(
        "dossier_not_found", 404,
        ("Không tìm thấy hồ sơ", "Không có hồ sơ với mã {code}. Kiểm tra lại mã trên giấy tiếp nhận."),
        ("Dossier not found", "There is no dossier with the code {code}. Check the code on the receipt."),
    ),
    kind(
        "transition_not_allowed", 409,
        ("Trạng thái hồ sơ không cho phép", "Hồ sơ đang ở trạng thái {status}, không thực hiện được thao tác này."),
        ("Not possible in this status", "The dossier is in status {status}; this step is not possible."),
    ),
    kind(
        "concurrent_change", 409,
        ("Hồ sơ vừa được thay đổi", "Đọc lại rồi thử lại."),
        ("Changed meanwhile", "Read it again, then try again."),
    ),
    kind(
        "code_taken", 409,
        ("Mã hồ sơ đã được dùng", "Mã {code} đã thuộc về một hồ sơ khác."),
        ("Code already used", "The code {code} belongs to another dossier."),
    ),
    kind(
        "idempotency_key_reused", 422,
        ("Idempotency-Key đã dùng cho nội dung khác", "Dùng khoá mới cho yêu cầu mới."),
        ("Idempotency-Key used with another body", "Use a new key for a new request."),
    ),
    kind(
        "procedure_unknown", 422,
        ("Không có thủ tục này", "Thủ tục {procedure} không có trong danh mục."),
        ("Procedure unknown", "The procedure {procedure} is not in the catalogue."),
    ),
    kind(
        "agency_unknown", 422,
        ("Không có cơ quan này", "Cơ quan {agency} không có trong danh mục."),
        ("Agency unknown", "The agency {agency} is not in the catalogue."),
    ),
    kind(
        "time_out_of_range", 422,
        ("Thời điểm không được chấp nhận", "Thời điểm xảy ra quá xa so với hiện tại; dữ liệu cũ cần quyền backfill."),
        ("Time not accepted", "The time of occurrence is too far from now; past data needs the scope backfill."),
    ),
)  # fmt: skip
