"""Tells forms of our own pages from those that another site sends with the officer's cookie."""

from urllib.parse import urlsplit

from fastapi import Request

from services.runtime.officers.tokens import fits_csrf
from services.runtime.problems import Problem

__all__ = ["check_origin", "check_token", "safe_path"]


def check_origin(request: Request) -> None:
    """Every browser names the origin of a form; a missing one is refused like a foreign one.

    Raises Problem(form_forged).
    """
    origin = urlsplit(request.headers.get("origin", ""))
    same_site = request.headers.get("sec-fetch-site", "same-origin") == "same-origin"
    if not origin.netloc or origin.netloc != request.headers.get("host") or not same_site:
        raise Problem("form_forged")


def check_token(token: str, given: str) -> None:
    """The second, independent check: the form carries what only our pages of this session know.

    Raises Problem(form_forged).
    """
    if not fits_csrf(token, given):
        raise Problem("form_forged")


def safe_path(home: str, wanted: str) -> str:
    """A page below `home` to go on to; anything else becomes `home`."""
    inside = wanted == home or wanted.startswith((f"{home}/", f"{home}?"))
    plain = wanted.isprintable() and "\\" not in wanted and "//" not in wanted
    return wanted if inside and plain else home
