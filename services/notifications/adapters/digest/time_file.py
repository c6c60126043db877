"""Reads when the weekly digest goes out, from YAML."""

from datetime import time
from pathlib import Path
from typing import Annotated, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from services.notifications.domain.digest.digest_time import DigestTime
from services.notifications.domain.template import TemplateError

__all__ = ["DIGEST", "read_digest_time"]

DIGEST: Final = Path(__file__).parents[2] / "templates" / "digest.yaml"


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    weekday: Annotated[int, Field(ge=1, le=7, strict=True)]
    at: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


def read_digest_time(path: Path = DIGEST) -> DigestTime:
    """Raises TemplateError."""
    try:
        found = _File.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValidationError) as error:
        remedy = 'Remedy: give weekday (1 is Monday) and at, as in "08:00"'
        raise TemplateError(f"{path.name} cannot be read: {error}. {remedy}") from error
    return DigestTime(found.weekday, time.fromisoformat(found.at))
