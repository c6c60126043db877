"""What rosters and assignments refuse."""

from typing import Final

from services.runtime.problem_types.problem_type import kind

__all__ = ["TYPES"]

TYPES: Final = (
    kind(
        "skill_missing", 409,
        ("Cán bộ chưa đủ nghiệp vụ", "Lĩnh vực {field} cần: {skills}."),
        ("The officer lacks a skill", "The field {field} needs: {skills}."),
    ),
    kind(
        "skill_unknown", 422,
        ("Không có nghiệp vụ này", "Nghiệp vụ {skill} không có trong danh mục."),
        ("Skill unknown", "The skill {skill} is not in the catalogue."),
    ),
    kind(
        "officer_not_rostered", 409,
        ("Cán bộ không có trong phân công", "Đưa {officer} vào bảng phân công của cơ quan trước."),
        ("The officer is not on the roster", "Put {officer} on the agency's roster first."),
    ),
    kind(
        "officer_away", 409,
        ("Cán bộ vắng mặt", "Chọn người khác: {officer} đang vắng mặt."),
        ("The officer is away", "Choose somebody else: {officer} is away."),
    ),
    kind(
        "leg_not_assignable", 409,
        ("Bước này không còn mở", "Bước {leg} chưa đến hoặc đã xong."),
        ("The leg is not open", "The leg {leg} has not begun, or is done."),
    ),
)  # fmt: skip
