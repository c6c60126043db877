"""The forms of the one-stop desk; their numbers are data of the rule pack (domain.md §8)."""

from enum import StrEnum

from services.kernel.catalogue import RulePack

__all__ = ["FormKind", "kind_of"]


class FormKind(StrEnum):
    """As the packs name them."""

    RECEIPT = "receipt"
    SUPPLEMENT_REQUEST = "supplement_request"
    REFUSAL = "refusal"
    APOLOGY = "apology"
    STOP_NOTICE = "stop_notice"
    STEP_LOG = "step_log"
    REGISTER = "register"


def kind_of(text: str, pack: RulePack) -> FormKind | None:
    """By name (`stop-notice`) or by number in that pack (`05`); None for what the pack does not have."""
    name = text.replace("-", "_")
    named = next((kind for kind, number in pack.forms.items() if name in {kind, number}), None)
    return FormKind(named) if named in set(FormKind) else None
