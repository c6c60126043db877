"""A running installation as its users see it: base URLs, the place where credentials are made, the provider's file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from services.ops.keys import Place

__all__ = ["SERVICES", "Target", "TargetError", "parse_urls"]

SERVICES: Final = ("intake", "routing", "notifications", "stats")


class TargetError(ValueError):
    """The addresses given cannot be used; the message has the remedy."""


@dataclass(frozen=True, slots=True)
class Target:
    """`sms_file` is None when the provider's file cannot be read from here."""

    urls: Mapping[str, str]
    place: Place
    sms_file: Path | None


def parse_urls(texts: Sequence[str]) -> dict[str, str]:
    """Read `name=url` pairs, also several in one text separated by commas; raises TargetError."""
    pairs = [pair.partition("=") for text in texts for pair in text.split(",") if pair]
    urls = {name.strip(): url.strip().rstrip("/") for name, _, url in pairs}
    wrong = sorted(urls.keys() - set(SERVICES)) + [name for name in SERVICES if not urls.get(name)]
    if wrong:
        example = ",".join(f"{name}=http://127.0.0.1:{8080 + number}" for number, name in enumerate(SERVICES))
        raise TargetError(f"--target: missing or unknown {', '.join(wrong)}. Remedy: pass --target {example}")
    return urls
