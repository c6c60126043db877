"""Which of its agencies a caller acts for."""

from typing import Final

from services.intake.application.refusals import as_permanent
from services.kernel.agency_code import AgencyCode, parse_agency_code
from services.runtime.auth.principal import Principal
from services.runtime.failures import PermanentError

__all__ = ["acting_agencies", "acting_agency"]

_MOST_AT_ONCE: Final = 20


def acting_agency(named: str | None, principal: Principal) -> AgencyCode:
    """The agency that the request names, or the only one of the credential.

    Raises PermanentError(agency_required | agency_not_allowed | code_invalid).
    """
    if named is None:
        if len(principal.agencies) != 1:
            raise PermanentError("agency_required", remedy="name one of the credential's agencies in `agency`")
        return AgencyCode(next(iter(principal.agencies)))
    with as_permanent():
        agency = parse_agency_code(named)
    principal.check_agency(agency)
    return agency


def acting_agencies(named: str | None, principal: Principal) -> list[AgencyCode]:
    """The agency that the request names, or all of the credential if those are at most 20.

    Raises PermanentError(agency_required | agency_not_allowed | code_invalid).
    """
    if named is not None or len(principal.agencies) > _MOST_AT_ONCE:
        return [acting_agency(named, principal)]
    return [AgencyCode(agency) for agency in sorted(principal.agencies)]
