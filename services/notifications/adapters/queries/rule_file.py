"""The rules for what citizens ask by SMS, from their YAML file."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from services.notifications.domain.queries.query import QueryRules
from services.notifications.domain.recipients.limits import DayLimit
from services.notifications.domain.template import TemplateError

__all__ = ["QUERIES", "read_query_rules"]

QUERIES: Final = Path(__file__).parents[2] / "templates" / "queries.yaml"


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    keywords: Annotated[tuple[Annotated[str, Field(pattern=r"^[A-Z]{2,10}( [A-Z]{2,10})?$")], ...], Field(min_length=1)]
    most_a_day: Annotated[int, Field(ge=1, le=1000)]
    answer_within_minutes: Annotated[int, Field(ge=1, le=1440)]


def read_query_rules(path: Path = QUERIES) -> QueryRules:
    """Raises TemplateError."""
    try:
        file = _File.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise TemplateError(f"{path.name} cannot be read: {error}. Remedy: correct the file") from error
    return QueryRules(file.keywords, DayLimit(file.most_a_day), timedelta(minutes=file.answer_within_minutes))
