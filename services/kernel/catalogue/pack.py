"""The rules of one period of law: dossiers keep the pack of their reception day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from services.kernel.catalogue.period import Period
from services.kernel.dossier_code import CodeStyle

__all__ = ["RulePack"]


@dataclass(frozen=True, slots=True)
class RulePack:
    """`same_day_cutoff` is the last local time of reception that still counts as today.

    `tags` gives a Vietnamese label per tag that a dossier may carry; `attributes` the values allowed per attribute,
    none meaning a whole number.
    """

    id: str
    validity: Period
    code_style: CodeStyle
    same_day_cutoff: time
    due_warning_hours: int
    acts: tuple[str, ...]
    tags: Mapping[str, str]
    attributes: Mapping[str, tuple[str, ...]]
    forms: Mapping[str, str]
