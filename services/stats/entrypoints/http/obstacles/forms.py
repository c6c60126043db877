"""What requests about obstacles say, and what they are answered."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from fastapi import Header, Query
from pydantic import BaseModel, ConfigDict, Field

from services.kernel.iso_week import IsoWeek, read_week
from services.kernel.times import VIETNAM
from services.runtime.failures import PermanentError
from services.stats.domain.obstacles.obstacle import TEXT_LENGTH, Obstacle, Report

__all__ = ["EXAMPLE", "ObstacleForm", "RequiredKey", "WeekQuery", "answered", "week_named"]

_WORD: Final = 40
_WEEK: Final = r"^[0-9]{4}-W[0-9]{2}$"
EXAMPLE: Final[dict[str, Any]] = {
    "agency": "H90.02",
    "category": "signer_absent",
    "field": "land",
    "week": "2026-W48",
    "text": "Lãnh đạo dự họp cả ngày thứ Năm, chưa có văn bản ủy quyền ký.",
}
RequiredKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[\x21-\x7e]{1,128}$",
        description="New for each obstacle, the same in every retry",
    ),
]
WeekQuery = Annotated[str, Query(pattern=_WEEK, description="ISO week, Monday to Sunday", examples=["2026-W48"])]


class ObstacleForm(BaseModel):
    """`text` names nobody: what looks like a phone or identity number is refused."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, json_schema_extra={"examples": [EXAMPLE]})

    agency: Annotated[str, Field(max_length=24, description="An agency that the credential acts for")]
    category: Annotated[str, Field(max_length=_WORD, description="A word of the catalogue's obstacles")]
    field: Annotated[str | None, Field(max_length=_WORD, description="A field of the catalogue; none: no single one")]
    week: Annotated[str, Field(pattern=_WEEK, description="ISO week that it is about")]
    text: Annotated[str, Field(min_length=1, max_length=TEXT_LENGTH, description="In the desk's own words")]

    def report(self) -> Report:
        """Raises PermanentError(obstacle_week_unknown)."""
        return Report(self.agency, self.category, self.field, week_named(self.week), self.text.strip())


def week_named(name: str) -> IsoWeek:
    """Raises PermanentError(obstacle_week_unknown) for a week 53 that the year does not have."""
    try:
        return read_week(name)
    except ValueError as error:
        raise PermanentError("obstacle_week_unknown") from error


def answered(obstacle: Obstacle, labels: Mapping[str, str]) -> dict[str, Any]:
    """`labels` are the vocabulary's words for categories."""
    report = obstacle.report
    return {
        "id": obstacle.id,
        "agency": report.agency,
        "category": report.category,
        "category_name": labels.get(report.category, report.category),
        "field": report.field,
        "week": report.week.name,
        "text": report.text,
        "reported_at": obstacle.reported_at.astimezone(VIETNAM).isoformat(),
    }
