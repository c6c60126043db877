"""Plain HTML pages for citizens: Vietnamese, no JavaScript, one inline style sheet allowed by its hash."""

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
_STYLE: Final = (_TEMPLATES / "page.css").read_text(encoding="utf-8")


def policy_of(style: str) -> str:
    """Return the content security policy of a page with that one inline style sheet, and nothing else that acts."""
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


POLICY: Final = policy_of(_STYLE)


class Pages:
    """Renders templates of `folders` (a service's own) that extend `page.html`; everything is escaped.

    Templates of another look bring their own `style`; such a page is sent with `policy`.
    """

    def __init__(self, *folders: Path, style: str = _STYLE) -> None:
        self.policy = policy_of(style)
        self._environment = Environment(
            loader=FileSystemLoader([*folders, _TEMPLATES]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals["style"] = Markup(style)  # noqa: S704 our own file

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
