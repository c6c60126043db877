"""GET /robots.txt"""

from typing import Final

from starlette.responses import PlainTextResponse

from services.runtime.web import ApiRouter

__all__ = ["add_robots"]

_RULES: Final = """User-agent: *
Disallow: /tra-cuu
Disallow: /phan-anh/tra-cuu
Disallow: /khao-sat
Disallow: /lay-so
Disallow: /man-hinh
Disallow: /can-bo
Disallow: /v1/
"""
"""The catalogue may be found; dossiers, officers' pages and interfaces may not."""


def add_robots(router: ApiRouter) -> None:
    @router.get("/robots.txt", include_in_schema=False)
    async def robots() -> PlainTextResponse:
        return PlainTextResponse(_RULES)
