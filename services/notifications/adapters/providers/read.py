"""Reads the file of providers; every problem names its place and what to do."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml
from pydantic import ValidationError

from services.notifications.adapters.providers.terms import ProvidersFile, ProviderTerms

__all__ = ["ProvidersError", "read_providers", "secret_of"]


class ProvidersError(ValueError):
    """The file cannot be used; the message says where and why."""


def read_providers(path: Path) -> tuple[ProviderTerms, ...]:
    """Raises ProvidersError."""
    try:
        found = ProvidersFile.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise ProvidersError(f"{path}: cannot be read ({error.strerror}). Remedy: correct the path") from error
    except yaml.YAMLError as error:
        raise ProvidersError(f"{path}: no YAML: {error}. Remedy: correct the file") from error
    except ValidationError as error:
        lines = (
            f"{path}: {'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors(include_input=False)
        )
        raise ProvidersError("\n".join(lines) + ". Remedy: see the operators' guide") from None
    twice = [name for name, times in Counter(each.name for each in found.providers).items() if times > 1]
    if twice:
        raise ProvidersError(f"{path}: several providers are named {', '.join(twice)}. Remedy: give each its own name")
    if not any(each.weight for each in found.providers):
        raise ProvidersError(f"{path}: no provider has a weight. Remedy: give one a weight from 1 to 100")
    return tuple(found.providers)


def secret_of(variable: str, environment: Mapping[str, str] = os.environ) -> str:
    """Raises ProvidersError when the variable is not set: a secret never stands in the file."""
    value = environment.get(variable)
    if not value:
        raise ProvidersError(f"the environment variable {variable} is not set. Remedy: set it to the provider's secret")
    return value


def _lines(path: Path, error: ValidationError) -> Iterator[str]:
    """Without the values, one of which may be a secret in the wrong place."""
    for each in error.errors(include_input=False):
        yield f"{path}: {'.'.join(map(str, each['loc']))}: {each['msg']}"
