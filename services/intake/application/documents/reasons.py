"""Reasons as forms print them, in the words of the rule pack."""

from typing import Final

from services.kernel.catalogue import RulePack

__all__ = ["apology_text", "fees_text", "refusal_text", "stop_text"]

_UNKNOWN: Final = "–"
_FEES: Final = {
    "refund": "Được hoàn trả tại Bộ phận tiếp nhận và trả kết quả",
    "kept": "Không hoàn trả",
    "none": "Không có phí, lệ phí phải hoàn trả",
}


def refusal_text(pack: RulePack, reason: str | None) -> str:
    """A dossier from before reasons were kept has none."""
    label = pack.refusal_reasons.get(reason or "")
    return label.vi if label else reason or _UNKNOWN


def apology_text(pack: RulePack, reason: str) -> str:
    label = pack.apology_reasons.get(reason)
    return label.vi if label else reason


def stop_text(pack: RulePack, reason: str) -> str:
    label = pack.stop_reasons.get(reason)
    return label.vi if label else reason


def fees_text(fate: str) -> str:
    """What happens to the fees already paid."""
    return _FEES.get(fate, fate)
