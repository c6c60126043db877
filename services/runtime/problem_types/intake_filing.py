"""What is filed: drafts, components, files, fees, service models."""

from typing import Final

from services.runtime.problem_types.problem_type import kind

__all__ = ["TYPES"]

TYPES: Final = (
    kind(
        "draft_not_found",
        404,
        ("Không tìm thấy bản nháp", "Không có bản nháp này tại cơ quan của bạn."),
        ("Draft not found", "Your agency has no such draft."),
    ),
    kind(
        "draft_not_read_back",
        409,
        ("Chưa đọc lại cho công dân", "Đọc lại bản hiện tại cho công dân trước khi ký hoặc điểm chỉ."),
        ("Not read back yet", "Read this version back to the citizen before it is signed or fingerprinted."),
    ),
    kind(
        "draft_not_confirmed",
        409,
        ("Công dân chưa xác nhận", "Chưa có chữ ký hoặc điểm chỉ của công dân; vẫn là bản nháp."),
        ("Not confirmed by the citizen", "Without the citizen's signature or fingerprint it stays a draft."),
    ),
    kind(
        "draft_closed",
        409,
        ("Bản nháp đã được xác nhận", "Nội dung công dân đã xác nhận không thể sửa; hãy lập bản nháp mới."),
        ("Draft already confirmed", "What the citizen confirmed cannot be changed; write a new draft."),
    ),
    kind(
        "draft_erased",
        410,
        ("Nội dung bản nháp đã bị xoá", "Dữ liệu cá nhân của bản nháp này đã được xoá."),
        ("The words of this draft were erased", "The personal data of this draft was erased."),
    ),
)
