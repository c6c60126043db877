"""Reports on paper: formats, closed periods."""

from typing import Final

from services.runtime.problem_types.problem_type import kind

__all__ = ["TYPES"]

TYPES: Final = (
    kind(
        "format_not_offered", 406,
        ("Không có định dạng này", "Báo cáo có các định dạng: {formats}."),
        ("Format not offered", "A report comes as: {formats}."),
    ),
)  # fmt: skip
