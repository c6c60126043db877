"""How many segments a text takes, and where it is cut."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifications.domain.gsm7 import BASIC, EXTENSION
from services.notifications.domain.segments import Encoding, measure, split

GSM = sorted(BASIC | EXTENSION)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=500)


def test_the_alphabet_is_complete() -> None:
    """127 letters besides the escape, and the ten that cost an escape each."""
    assert (len(BASIC), len(EXTENSION)) == (127, 10)


@pytest.mark.parametrize(
    ("text", "encoding", "segments"),
    [
        ("", "gsm7", 1),
        ("a" * 160, "gsm7", 1),
        ("a" * 161, "gsm7", 2),
        ("a" * 306, "gsm7", 2),
        ("a" * 307, "gsm7", 3),
        ("€" * 80, "gsm7", 1),
        ("€" * 81, "gsm7", 2),
        ("a" * 152 + "€" + "a" * 153, "gsm7", 3),
        ("à" * 160, "gsm7", 1),
        ("ấ" * 70, "ucs2", 1),
        ("ấ" * 71, "ucs2", 2),
        ("ấ" * 134, "ucs2", 2),
        ("ấ" * 135, "ucs2", 3),
        ("😀" * 35, "ucs2", 1),
        ("😀" * 36, "ucs2", 2),
        ("ấ" * 66 + "😀" + "ấ" * 67, "ucs2", 3),
        (unicodedata.normalize("NFD", "ấ" * 70), "ucs2", 1),
        (unicodedata.normalize("NFD", "à" * 160), "gsm7", 1),
    ],
)
def test_segments_at_the_limits(text: str, encoding: str, segments: int) -> None:
    """160 and 153 septets, 70 and 67 units; pairs move to the next part as a whole; NFC comes first."""
    found = measure(text)
    assert (found.encoding, found.segments) == (encoding, segments)


@given(TEXTS | st.text(st.sampled_from(GSM), max_size=800))
def test_parts_are_the_text_and_fit(text: str) -> None:
    """Nothing is lost or doubled, no part is too long, and none could have taken in what begins the next."""
    parts, found = split(text), measure(text)
    assert "".join(parts) == unicodedata.normalize("NFC", text)
    assert len(parts) == found.segments
    alone, many = (160, 153) if found.encoding is Encoding.GSM7 else (70, 67)
    sizes = [_size(part, found.encoding) for part in parts]
    assert max(sizes) <= (alone if len(parts) == 1 else many)
    for size, following in zip(sizes, parts[1:], strict=False):
        assert size + _size(following[0], found.encoding) > many


def _size(text: str, encoding: Encoding) -> int:
    if encoding is Encoding.UCS2:
        return len(text.encode("utf-16-le")) // 2
    return len(text) + sum(text.count(character) for character in EXTENSION)
