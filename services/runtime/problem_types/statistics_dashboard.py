"""What the dashboard refuses."""

from typing import Final

from services.runtime.problem_types.problem_type import kind

__all__ = ["TYPES"]

TYPES: Final = (
    kind(
        "place_not_allowed", 403,
        ("Ngoài phạm vi", "Chỉ xem được đủ số liệu của {agency} và cơ quan trực thuộc; nơi khác có trang công khai."),
        ("Out of your scope", "All figures show for {agency} and below it only; other places have public pages."),
    ),
)  # fmt: skip
