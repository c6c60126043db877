"""A text with places to fill: `{name}` must be there, `[... {name} ...]` is left out when its value is missing."""

import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

__all__ = ["Part", "Template", "TemplateError", "parse", "render"]

_PARTS: Final = re.compile(r"\[([^\[\]]*)\]|([^\[\]]+)")


class TemplateError(ValueError):
    """The text of a template cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Part:
    text: str
    names: frozenset[str]
    optional: bool


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of message; `texts` by language, `version` that of the file it came from."""

    name: str
    version: int
    most_segments: int
    texts: Mapping[str, tuple[Part, ...]]


def parse(text: str) -> tuple[Part, ...]:
    """Read the text of a template; raises TemplateError."""
    if "".join(match.group(0) for match in _PARTS.finditer(text)) != text:
        raise TemplateError("square brackets do not match. Remedy: close each [ with a ], without nesting")
    return tuple(
        Part(found[1] if found[1] is not None else found[2], frozenset(_names(found[0])), found[1] is not None)
        for found in _PARTS.finditer(text)
    )


def render(parts: tuple[Part, ...], values: Mapping[str, str]) -> str:
    """Fill in `values`; raises TemplateError when one is missing that must be there."""
    return "".join(_filled(part, values) for part in parts)


def _filled(part: Part, values: Mapping[str, str]) -> str:
    missing = part.names - values.keys()
    if not missing:
        return part.text.format_map(values)
    if part.optional:
        return ""
    raise TemplateError(f"no value for {sorted(missing)}")


def _names(text: str) -> Iterator[str]:
    try:
        fields = list(string.Formatter().parse(text))
    except ValueError as error:
        raise TemplateError(f"braces do not match: {error}") from error
    for _, name, form, conversion in fields:
        if name is None:
            continue
        if not name.isidentifier() or form or conversion:
            raise TemplateError(f"{{{name}}} is no plain name. Remedy: write {{name}}, without format or index")
        yield name
