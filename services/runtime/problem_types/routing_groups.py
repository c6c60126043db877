"""Interlinked groups: why a child that failed cannot be decided about so."""

from typing import Final

from services.runtime.problem_types.problem_type import kind

__all__ = ["TYPES"]

TYPES: Final = (
    kind(
        "leg_not_failed", 409,
        ("Chặng không ở trạng thái thất bại", "Lần thực hiện này không thất bại, đã nộp lại hoặc hồ sơ đã kết thúc."),
        ("The leg has not failed", "This attempt did not fail, was filed again, or the dossier has ended."),
    ),
    kind(
        "leg_needed", 409,
        ("Không bỏ qua được", "Các thủ tục sau chờ kết quả này: nộp lại, hoặc dừng giải quyết cả hồ sơ."),
        ("Others wait for it", "Other procedures need its result: file it again, or stop the whole dossier."),
    ),
    kind(
        "closing_reason_unknown", 422,
        ("Lý do không có trong danh mục", "Dùng một lý do bỏ qua của bộ quy tắc hiện hành."),
        ("Reason not known", "Use one of the closing reasons of the rule pack in force."),
    ),
)  # fmt: skip
