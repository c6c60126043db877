"""Reads how each kind of message may bother people, from YAML."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import yaml
from pydantic import TypeAdapter, ValidationError

from services.notifications.domain.recipients.manner import Manner
from services.notifications.domain.template import TemplateError

__all__ = ["MANNERS", "read_manners"]

MANNERS: Final = Path(__file__).parents[2] / "templates" / "manners.yaml"
_FILE: Final = TypeAdapter(dict[str, dict[str, bool]])


def read_manners(path: Path = MANNERS) -> Mapping[str, Manner]:
    """By template; raises TemplateError."""
    try:
        found = _FILE.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
        return {template: Manner(**flags) for template, flags in found.items()}
    except (yaml.YAMLError, ValidationError, TypeError) as error:
        remedy = f"Remedy: write true or false for {', '.join(Manner.__slots__)}"
        raise TemplateError(f"{path.name} cannot be read: {error}. {remedy}") from error
