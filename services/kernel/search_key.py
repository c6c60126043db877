"""Text as people search for it: without accents, in small letters."""

import unicodedata

__all__ = ["search_key"]


def search_key(text: str) -> str:
    """`Đăng ký kết hôn` and `dang ky ket hon` have the same key; đ has no accent to strip and is mapped."""
    small = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in small if not unicodedata.combining(letter))
