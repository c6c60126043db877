"""Reads how failures differ in when they are tried again, from YAML."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from services.notifications.domain.sending.retry import RetryClass
from services.notifications.domain.template import TemplateError

__all__ = ["RETRIES", "read_retries"]

RETRIES: Final = Path(__file__).with_name("retries.yaml")


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    pace: Annotated[float, Field(gt=0, le=1000)] = 1.0
    attempts: Annotated[int | None, Field(ge=1, le=100)] = None


_FILE: Final = TypeAdapter(dict[Annotated[str, Field(pattern=r"^[a-z0-9_]+\*?$")], _Entry])


def read_retries(path: Path = RETRIES) -> Mapping[str, RetryClass]:
    """By reason; raises TemplateError."""
    try:
        found = _FILE.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValidationError) as error:
        remedy = "Remedy: give each reason a pace (times as long) and, where it differs, attempts"
        raise TemplateError(f"{path.name} cannot be read: {error}. {remedy}") from error
    return {reason: RetryClass(entry.pace, entry.attempts) for reason, entry in found.items()}
