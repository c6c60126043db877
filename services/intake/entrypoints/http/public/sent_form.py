"""What a browser sends from one of our forms, and how a refusal is told on the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from secrets import token_urlsafe
from typing import Final

from fastapi import Request
from pydantic import ValidationError

from services.runtime.failures import PermanentError
from services.runtime.problems import Problem, body_of, from_permanent

__all__ = ["KEY", "Refused", "new_key", "refused_by", "sent_texts", "wrong_fields"]

KEY: Final = "key"
"""The hidden field by which a form that is sent twice is known."""
_MOST_FIELDS: Final = 40


@dataclass(frozen=True, slots=True)
class Refused:
    """`text` is for people; `fields` are the names of the inputs that are wrong."""

    status: int
    text: str
    fields: frozenset[str] = field(default_factory=frozenset)


def new_key() -> str:
    return token_urlsafe(24)


async def sent_texts(request: Request) -> dict[str, str]:
    """The fields with text in them, without spaces around; line ends as one character."""
    async with request.form(max_files=0, max_fields=_MOST_FIELDS) as form:
        texts = {name: value for name, value in form.items() if isinstance(value, str)}
    trimmed = {name: value.replace("\r\n", "\n").strip() for name, value in texts.items()}
    return {name: value for name, value in trimmed.items() if value}


def refused_by(error: PermanentError | Problem, language: str) -> Refused:
    problem = error if isinstance(error, Problem) else from_permanent(error)
    told: Mapping[str, str] = body_of(problem, language)
    return Refused(problem.status, f"{told['title']}. {told['detail']}".strip())


def wrong_fields(error: ValidationError, language: str) -> Refused:
    """Names the inputs, never what was written in them."""
    names = frozenset(str(each["loc"][0]) for each in error.errors() if each["loc"])
    text = "Please check the marked fields." if language == "en" else "Vui lòng kiểm tra các ô được đánh dấu."
    return Refused(422, text, names)
