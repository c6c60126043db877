"""Whether a filing would be taken, asked before it has a number: what is refused must leave no gap."""

from dataclasses import replace
from datetime import datetime

from services.intake.domain.components import missing
from services.intake.domain.dossier import Filing
from services.intake.domain.errors import RuleError
from services.intake.domain.rules import Rules
from services.intake.domain.tagging import check_served, refused_paper

__all__ = ["check_receivable"]


def check_receivable(filing: Filing, rules: Rules, at: datetime, *, accept: bool, waiver: str | None) -> None:
    """Raises what opening the dossier would: RuleError(field_not_served | components_missing), calendar errors.

    Refused paper is no error: it is filed and refused.
    """
    granted = rules.grant(filing, at, newly_filed=True)
    if not accept or refused_paper(granted):
        return
    check_served(granted)
    if filing.components is not None and waiver is None:
        lacking = missing(filing.components, rules.component_rules(filing))
        if lacking:
            raise RuleError("components_missing", components=list(lacking), named=", ".join(lacking))
    rules.appointment(replace(filing, tags=tuple(sorted(granted.tags))), at)
