"""The description of the formats names every word that systems are told or may reply."""

from pathlib import Path

import pytest

from services.routing.domain.foreign.words import REJECTED, WORDS, Words

DOCS = Path(__file__).parents[4] / "docs"


@pytest.mark.parametrize(("page", "kind_word"), [("foreign-systems.md", "<kind>"), ("foreign-systems.vi.md", "<loại>")])
def test_every_word_is_described(page: str, kind_word: str) -> None:
    """In both languages; those that all kinds share stand there once."""
    text = (DOCS / page).read_text()
    missing = {
        word
        for kind, words in WORDS.items()
        for word in (
            words.dispatched,
            words.recalled,
            words.paused,
            words.resumed,
            words.finished,
            *words.replies,
            REJECTED,
        )
        if f"`{word}`" not in text and f"`{word.replace(kind.value, kind_word)}`" not in text
    }
    assert missing == set()


def _told(words: Words) -> tuple[str, ...]:
    return words.dispatched, words.paused, words.resumed, words.finished, words.recalled
