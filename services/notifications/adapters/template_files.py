"""The texts from their YAML file; whatever is wrong with them stops the service at its start."""

from pathlib import Path
from typing import Annotated, Final

import yaml
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from services.notifications.domain.template import Part, Template, TemplateError, parse
from services.notifications.domain.wording import LANGUAGES, OTHER_REASON, Wording, refuse_if_wrong

__all__ = ["TEMPLATES", "read_wording"]

TEMPLATES: Final = Path(__file__).parents[1] / "templates" / "messages.yaml"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Words(_Strict):
    vi: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]


class _Template(_Words):
    most_segments: Annotated[int, Field(ge=1, le=10)]


class _File(_Strict):
    version: Annotated[int, Field(ge=1)]
    reasons: dict[str, _Words]
    templates: dict[str, _Template]
    examples: dict[str, AwareDatetime | Annotated[int, Field(strict=True)] | Annotated[str, Field(strict=True)]]


def read_wording(path: Path, lookup_url: str, survey_url: str) -> Wording:
    """Read and check all texts; raises TemplateError with one line per problem, OSError when there is no file."""
    try:
        file = _File.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValidationError) as error:
        raise TemplateError(f"{path.name} cannot be read: {error}") from error
    if OTHER_REASON not in file.reasons:
        raise TemplateError(f"{path.name}: reasons lack {OTHER_REASON!r}. Remedy: add the words for any other reason")
    templates = {name: _template(name, entry, file.version) for name, entry in file.templates.items()}
    reasons = {code: {"vi": words.vi, "en": words.en} for code, words in file.reasons.items()}
    return refuse_if_wrong(Wording(templates, reasons, lookup_url, survey_url, file.examples))


def _template(name: str, entry: _Template, version: int) -> Template:
    texts = {language: _parts(f"{name}.{language}", getattr(entry, language)) for language in LANGUAGES}
    return Template(name, version, entry.most_segments, texts)


def _parts(where: str, text: str) -> tuple[Part, ...]:
    try:
        return parse(text)
    except TemplateError as error:
        raise TemplateError(f"{where}: {error}") from error
