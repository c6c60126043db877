"""Where a service has its desk, and how that looks and speaks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from fastapi import Request

from services.runtime.web.desk.cookies import TokenCookie, language_in
from services.runtime.web.desk.own_form import safe_path
from services.runtime.web.desk.page_words import PageWords
from services.runtime.web.pages import Pages

__all__ = ["DeskSite", "W"]

W = TypeVar("W", bound=PageWords)


@dataclass(frozen=True, slots=True)
class DeskSite(Generic[W]):
    """`home` is the path of the first page, below which all others are; `name` what signing in calls the desk.

    `menu` has (path, Vietnamese, English); `field_of` names the field of a form that a problem is about.
    """

    home: str
    name: tuple[str, str]
    cookie: TokenCookie
    pages: Pages
    words: Callable[[str], W]
    menu: tuple[tuple[str, str, str], ...] = ()
    field_of: Mapping[str, str] = field(default_factory=dict)

    @property
    def sign_in(self) -> str:
        return f"{self.home}/dang-nhap"

    def words_for(self, request: Request) -> W:
        return self.words(language_in(request))

    def safe(self, wanted: str) -> str:
        """A page of this desk to go on to; anything else becomes the first page."""
        return safe_path(self.home, wanted)
