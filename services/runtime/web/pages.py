"""Plain HTML pages: Vietnamese first, and nothing needs JavaScript.

One inline style sheet, and at most one small inline script of our own, are allowed by their hashes; nothing else acts.
"""

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

POLICY_HEADER: Final = "Content-Security-Policy"
_TEMPLATES: Final = Path(__file__).parent / "templates"
PAGE_STYLE: Final = (_TEMPLATES / "page.css").read_text(encoding="utf-8")
"""The look of all our pages; a service may add to it."""


def policy_of(style: str, script: str = "") -> str:
    """Return the content security policy of a page with that style sheet, and nothing else that acts.

    A script may besides ask the service that it came from.
    """
    acting = f"script-src {_digest(script)}; connect-src 'self'; " if script else ""
    return (
        f"default-src 'none'; style-src {_digest(style)}; {acting}img-src data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


POLICY: Final = policy_of(PAGE_STYLE)


class Pages:
    """Renders templates of `folders` (a service's own) that extend `page.html`; everything is escaped.

    Templates of another look bring their own `style`; such a page is sent with `policy`. Those with a `script` put it
    where they need it; they must be whole without it.
    """

    def __init__(self, *folders: Path, style: str = PAGE_STYLE, script: str = "") -> None:
        self.policy = policy_of(style, script)
        self._environment = Environment(
            loader=FileSystemLoader([*folders, _TEMPLATES]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals["style"] = Markup(style)  # noqa: S704 our own file
        self._environment.globals["script"] = Markup(script)  # noqa: S704 our own file

    def text(self, template: str, **values: Any) -> str:
        """Return the page as text; raises jinja2's UndefinedError for a value that was not given."""
        return self._environment.get_template(template).render(**values)

    def response(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """Return the page as a response."""
        return HTMLResponse(self.text(template, **values), status, {POLICY_HEADER: self.policy})


_own: Final = Pages()


def problem_page(body: Mapping[str, Any], language: str) -> str:
    """Return the page that tells a person about a problem, from the members of its JSON form."""
    return _own.text("problem.html", problem=body, language=language)
