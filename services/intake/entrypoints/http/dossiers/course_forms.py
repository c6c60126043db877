"""Bodies of the commands after filing, checked at the edge."""

from typing import Annotated, Any, Final

from pydantic import AwareDatetime, ConfigDict, Field

from services.contracts.events.payload import Token
from services.intake.entrypoints.http.dossiers.forms import CommandForm

__all__ = ["ApologyForm", "CompletionForm", "SubstateForm", "SupplementForm"]


def _with(*examples: dict[str, Any]) -> ConfigDict:
    return ConfigDict(extra="forbid", hide_input_in_errors=True, json_schema_extra={"examples": list(examples)})


_SIGNED: Final = {"result_reference": "QD-12/2026"}


class SupplementForm(CommandForm):
    """What came of the papers that were asked for."""

    model_config = _with({"components": ["identity"]}, {})

    components: Annotated[
        tuple[Token, ...], Field(max_length=50, description="Left out: everything that was asked for came")
    ] = ()


class ApologyForm(CommandForm):
    """The result will be late; one new date only, and it excuses nothing."""

    model_config = _with({"reason": "complex_case", "new_date": "2026-12-20T17:00:00+07:00"})

    reason: Annotated[Token, Field(description="One of the rule pack's reasons for a delay")]
    new_date: Annotated[AwareDatetime, Field(description="After the due date")]


class SubstateForm(CommandForm):
    """A finer local state of the present status; null takes it away."""

    model_config = _with({"substate": "appraising"}, {"substate": None})

    substate: Token | None


class CompletionForm(CommandForm):
    """The result of a dossier that has no route."""

    model_config = _with(_SIGNED)

    result_reference: Token | None = None
