"""The rules that a report is made by: those of its last day, as they hold in the province if it is about one."""

from collections.abc import Collection
from datetime import date

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue, RulePack
from services.kernel.catalogue.scoring import Scoring
from services.kernel.catalogue.unknown import UnknownPack
from services.runtime.failures import PermanentError
from services.stats.domain.papers.table import Text, say

__all__ = ["rules_of", "scoring_of", "subtitle_of"]

UNDEFINED = "form_undefined"


def rules_of(catalogue: Catalogue, day: date, agencies: Collection[str] | None) -> RulePack:
    """Raises PermanentError before the first rule pack."""
    try:
        if agencies is not None and len(agencies) == 1:
            return catalogue.rules_on(day, AgencyCode(next(iter(agencies))))
        return catalogue.pack_on(day)
    except UnknownPack as error:
        raise PermanentError(UNDEFINED) from error


def scoring_of(catalogue: Catalogue, name: str, day: date) -> Scoring:
    """Raises PermanentError while no such scoring is in force."""
    found = catalogue.scoring_on(name, day)
    if found is None:
        raise PermanentError(UNDEFINED)
    return found


def subtitle_of(catalogue: Catalogue, agencies: Collection[str] | None) -> Text | None:
    """Return the names of the agencies that a report is about; None for all."""
    codes = (AgencyCode(code) for code in sorted(agencies or ()))
    names = [catalogue.agencies[code].name if code in catalogue.agencies else code for code in codes]
    return say("; ".join(names)) if names else None
