"""Reads when messages are not worth sending any more, from YAML."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from services.notifications.domain.sending.validity import Validity
from services.notifications.domain.template import TemplateError

__all__ = ["VALIDITY", "read_validity"]

VALIDITY: Final = Path(__file__).parents[2] / "templates" / "validity.yaml"


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    void_at: frozenset[Annotated[int, Field(ge=1, le=10)]]
    hours: Annotated[int | None, Field(gt=0, le=8760)] = None


_FILE: Final = TypeAdapter(dict[str, _Entry])


def read_validity(templates: Iterable[str], path: Path = VALIDITY) -> Mapping[str, Validity]:
    """By template; raises TemplateError, also for a template without a line and a line without a template."""
    try:
        found = _FILE.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValidationError) as error:
        remedy = "Remedy: give each template void_at (statuses 1-10) and, if it ends, hours"
        raise TemplateError(f"{path.name} cannot be read: {error}. {remedy}") from error
    if odd := found.keys() ^ set(templates):
        raise TemplateError(f"{path.name} and the templates differ: {sorted(odd)}. Remedy: one line for each template")
    return {name: Validity(entry.void_at, _lasts(entry.hours)) for name, entry in found.items()}


def _lasts(hours: int | None) -> timedelta | None:
    return None if hours is None else timedelta(hours=hours)
