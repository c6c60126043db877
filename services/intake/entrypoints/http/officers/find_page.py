"""/can-bo/tim: finds a dossier by its code, or the dossiers of a phone or identity number"""

from collections.abc import Sequence

from starlette.responses import Response

from services.intake.application.privacy.search import SearchDossiers, Wanted
from services.intake.application.terms import Terms
from services.intake.domain.dossier import Dossier
from services.intake.entrypoints.http.officers.desk import DeskRoutes, Visit
from services.kernel.code_error import CodeError
from services.kernel.dossier_code import parse_dossier_code
from services.runtime.problems import Problem

__all__ = ["add_find_page"]

_HERE = "/can-bo/tim"
_ROLES = ("receiver", "handler", "returner", "supervisor")
_LONGEST = 64


def add_find_page(routes: DeskRoutes, search: SearchDossiers, terms: Terms) -> None:
    """Numbers travel in the body of a form, never in an address."""

    async def page(visit: Visit) -> Response:
        return _shown(visit, None, terms)

    async def find(visit: Visit) -> Response:
        if code := visit.text("code")[:_LONGEST]:
            return visit.go(f"/can-bo/ho-so/{_issued(code, terms)}")
        wanted = Wanted(visit.text("phone")[:_LONGEST] or None, visit.text("id_number")[:_LONGEST] or None)
        if not (wanted.phone or wanted.id_number):
            raise Problem("fields_invalid", errors=({"field": "code", "reason": "missing"},))
        principal = visit.officer.principal
        return _shown(visit, await search(wanted, principal, principal.client_id), terms)

    routes.page(_HERE, page, *_ROLES)
    routes.form(_HERE, find, page, *_ROLES)


def _shown(visit: Visit, found: Sequence[Dossier] | None, terms: Terms) -> Response:
    names = {each.code: terms.procedure(each.filing.procedure, each.agency, None) for each in found or ()}
    return visit.page("find.html", found=found, procedures=names)


def _issued(text: str, terms: Terms) -> str:
    """The form under which the code is kept. Raises Problem(fields_invalid) for what is no code."""
    try:
        parts = parse_dossier_code(text)
        return terms.code(parts.agency, parts.day, parts.sequence)
    except (CodeError, LookupError):
        raise Problem("fields_invalid", errors=({"field": "code", "reason": "string_pattern_mismatch"},)) from None
