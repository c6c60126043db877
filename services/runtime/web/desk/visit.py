"""One request of a signed-in officer to a page of a desk."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final, Generic
from urllib.parse import urlencode
from uuid import uuid4

from fastapi import Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from services.kernel.times import VIETNAM
from services.runtime.officers.officer_session import OfficerSession
from services.runtime.officers.tokens import csrf_of
from services.runtime.problems import Problem, body_of
from services.runtime.web.desk.desk_site import DeskSite, W
from services.runtime.web.desk.field_errors import FieldErrors, field_errors

__all__ = ["Visit"]

_KEY: Final = "key"
"""The hidden field that makes a form sent twice one step."""
_NO_INDEX: Final = {"X-Robots-Tag": "noindex, nofollow"}


@dataclass(frozen=True, slots=True)
class Visit(Generic[W]):
    """`form` is empty for a page that was only opened; `problem` is why a form is shown again."""

    site: DeskSite[W]
    request: Request
    officer: OfficerSession
    words: W
    form: FormData = field(default_factory=FormData)
    problem: Problem | None = None

    @property
    def params(self) -> Mapping[str, str]:
        """What the path names, such as `code`."""
        return self.request.path_params

    @property
    def query(self) -> Mapping[str, str]:
        return self.request.query_params

    @property
    def key(self) -> str:
        """The form's own key; a form that lost it is a new one."""
        return self.text(_KEY)[:100] or uuid4().hex

    def text(self, name: str) -> str:
        """A field as it was sent, without spaces around; empty when there is none."""
        value = self.form.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """All values of a field that may come several times."""
        return tuple(value for value in self.form.getlist(name) if isinstance(value, str))

    def moment(self, name: str) -> datetime | None:
        """A local date and time as browsers send it. Raises Problem(fields_invalid)."""
        text = self.text(name)
        if not text:
            return None
        try:
            return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)
        except ValueError:
            raise Problem("fields_invalid", errors=({"field": name, "reason": "datetime_parsing"},)) from None

    def failed(self, problem: Problem) -> "Visit[W]":
        return replace(self, problem=problem)

    def page(self, template: str, **values: Any) -> Response:
        """A page with the desk's frame, again with what was typed when `problem` is set."""
        status = self.problem.status if self.problem else 200
        language = self.words.language
        response = self.site.pages.response(
            template,
            status,
            language=language,
            t=self.words.choose,
            words=self.words,
            site=self.site,
            visit=self,
            officer=self.officer,
            here=self.request.url.path,
            csrf=csrf_of(self.officer.token),
            fresh_key=uuid4().hex,
            problem=body_of(self.problem, language) if self.problem else None,
            errors=self.errors,
            notice=self.words.notice(self.query.get("bao", "")),
            **values,
        )
        response.headers.update(_NO_INDEX | {"Content-Language": language})
        return response

    @property
    def errors(self) -> FieldErrors:
        return field_errors(self.problem, self.words.language, self.site.field_of)

    def go(self, path: str, **query: str) -> Response:
        """On to another page, so that reloading it sends nothing twice."""
        address = f"{path}?{urlencode(query)}" if query else path
        return RedirectResponse(address, 303, _NO_INDEX)
