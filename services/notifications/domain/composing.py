"""With or without accents: whichever costs less, and accents when they cost the same."""

import unicodedata
from dataclasses import dataclass

from services.notifications.domain.segments import Encoding, measure
from services.notifications.domain.unaccent import unaccent

__all__ = ["Composed", "Tariff", "TextTooLongError", "compose", "spellings"]


class TextTooLongError(ValueError):
    """Even without accents the text needs more segments than its template allows; it is never cut."""

    def __init__(self, segments: int, most: int) -> None:
        self.segments = segments
        self.most = most
        super().__init__(f"{segments} segments, at most {most} allowed. Remedy: shorten the text or allow more")


@dataclass(frozen=True, slots=True)
class Tariff:
    """Prices of a provider in dong; `accent_premium_vnd` is what accents may cost more per message."""

    segment_vnd: int
    accent_premium_vnd: int = 0


@dataclass(frozen=True, slots=True)
class Composed:
    """A text as it will be sent."""

    text: str
    encoding: Encoding
    segments: int
    price_vnd: int


def spellings(text: str, tariff: Tariff) -> tuple[Composed, Composed]:
    """With accents, and without."""
    return _priced(unicodedata.normalize("NFC", text), tariff), _priced(unaccent(text), tariff)


def compose(text: str, tariff: Tariff, most_segments: int) -> Composed:
    """Choose the spelling of `text`; raises TextTooLongError."""
    accented, plain = spellings(text, tariff)
    affordable = accented.price_vnd <= plain.price_vnd + tariff.accent_premium_vnd
    chosen = accented if affordable and accented.segments <= most_segments else plain
    if chosen.segments > most_segments:
        raise TextTooLongError(chosen.segments, most_segments)
    return chosen


def _priced(text: str, tariff: Tariff) -> Composed:
    measured = measure(text)
    return Composed(text, measured.encoding, measured.segments, measured.segments * tariff.segment_vnd)
