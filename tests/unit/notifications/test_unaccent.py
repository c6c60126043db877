"""Vietnamese without accents."""

import itertools
import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifications.domain.gsm7 import is_gsm7
from services.notifications.domain.unaccent import unaccent

# Written out by hand, so that the table under test is not checked against itself.
ROWS = {
    "a": "àáảãạ ăằắẳẵặ âầấẩẫậ",
    "e": "èéẻẽẹ êềếểễệ",
    "i": "ìíỉĩị",
    "o": "òóỏõọ ôồốổỗộ ơờớởỡợ",
    "u": "ùúủũụ ưừứửữự",
    "y": "ỳýỷỹỵ",
    "d": "đ",
}
LOWER = {letter: plain for plain, row in ROWS.items() for letter in row.replace(" ", "")}
LETTERS = LOWER | {letter.upper(): plain.upper() for letter, plain in LOWER.items()}
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:/-"


def test_there_are_134_accented_letters() -> None:
    """67 small ones and their capitals."""
    assert len(LETTERS) == 134


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_letter_becomes_its_own_plain_letter(form: Literal["NFC", "NFD"]) -> None:
    """Composed or decomposed, all 134 of them."""
    for letter, plain in LETTERS.items():
        assert unaccent(unicodedata.normalize(form, letter)) == plain


def test_the_dong_sign_and_typography() -> None:
    """What texts of ours hold besides letters."""
    assert unaccent("1.250.000\u00a0₫ – “Đất đai”…") == '1.250.000 d - "Dat dai"...'
    assert unaccent("日") == "?"


@given(st.text())
def test_the_result_is_always_gsm_7(text: str) -> None:
    """Whatever comes in, every character can be written in the 7-bit alphabet; once is enough."""
    plain = unaccent(text)
    assert is_gsm7(plain)
    assert unaccent(plain) == plain


@given(st.text(st.sampled_from(sorted(LETTERS) + list(PLAIN))))
def test_vietnamese_keeps_its_letters_and_its_length(text: str) -> None:
    """Letter by letter, in the same order, none left out."""
    assert unaccent(text) == "".join(LETTERS.get(letter, letter) for letter in text)


def test_syllables() -> None:
    """All tones on a word with each kind of vowel."""
    words = itertools.product(["Nguyễn", "Đường", "thuế", "được"], ["trả", "kết quả"])
    plain = [unaccent(" ".join(pair)) for pair in words]
    assert plain[:2] == ["Nguyen tra", "Nguyen ket qua"]
    assert plain[-1] == "duoc ket qua"
