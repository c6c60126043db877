"""The token of an invitation to a survey: worked out from code and form, so that nothing is kept."""

from typing import Final

from services.intake.application.activity.ports import PrivateText

__all__ = ["survey_tokens"]

_CHARACTERS: Final = 24


def survey_tokens(private: PrivateText, code: str, form: str) -> tuple[str, ...]:
    """Under each hash key in use, the current one first."""
    return tuple(digest[:_CHARACTERS] for digest in private.digests("survey-token", f"{form}|{code}"))
