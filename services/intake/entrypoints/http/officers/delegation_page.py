"""/can-bo/uy-quyen: who signs, for whom others sign, who is away"""

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from starlette.responses import Response

from services.intake.application.delegations.keep_register import KeepRegister
from services.intake.application.terms import Terms
from services.intake.entrypoints.http.delegations.forms import AbsenceForm, DelegationForm, PostForm
from services.intake.entrypoints.http.officers.desk import DeskRoutes, Visit
from services.kernel.times import Clock
from services.runtime.web.desk.field_errors import invalid_fields

__all__ = ["DelegationPage", "add_delegation_page"]

_HERE = "/can-bo/uy-quyen"
_ROLES = ("supervisor", "admin")
F = TypeVar("F", bound=BaseModel)


class DelegationPage:
    """Every officer may read it; supervisors and admins keep it."""

    def __init__(self, keep: KeepRegister, terms: Terms, clock: Clock) -> None:
        self._keep = keep
        self._terms = terms
        self._clock = clock

    async def show(self, visit: Visit) -> Response:
        words = self._terms.catalogue.words
        return visit.page(
            "delegations.html",
            register=await self._keep.read(visit.officer.agency),
            now=self._clock(),
            signer_roles=words.signer_roles,
            prefixes=words.signing_prefixes,
            may_keep=visit.officer.has(*_ROLES),
        )

    async def appoint(self, visit: Visit) -> Response:
        fields = ("officer", "role", "document_number")
        form = _read(visit, PostForm, fields, valid_from="from", valid_to="until")
        await self._keep.appoint(visit.officer.agency, form.post())
        return visit.go(_HERE, bao="saved")

    async def delegate(self, visit: Visit) -> Response:
        fields = ("delegator", "delegate", "role", "prefix", "document_number")
        form = _read(visit, DelegationForm, fields, valid_from="from", valid_to="until", origin=visit.text("origin"))
        await self._keep.delegate(visit.officer.agency, form.delegation())
        return visit.go(_HERE, bao="saved")

    async def absent(self, visit: Visit) -> Response:
        form = _read(visit, AbsenceForm, ("officer",), starts_at="from", ends_at="until")
        await self._keep.absent(visit.officer.agency, form.absence())
        return visit.go(_HERE, bao="saved")

    async def revoke(self, visit: Visit) -> Response:
        await self._keep.revoke(visit.officer.agency, visit.text("id"))
        return visit.go(_HERE, bao="done")

    async def back(self, visit: Visit) -> Response:
        await self._keep.back(visit.officer.agency, visit.text("id"))
        return visit.go(_HERE, bao="done")


def add_delegation_page(routes: DeskRoutes, page: DelegationPage) -> None:
    routes.page(_HERE, page.show)
    steps: tuple[tuple[str, Callable[[Visit], Any]], ...] = (
        ("nguoi-ky", page.appoint),
        ("uy-quyen", page.delegate),
        ("vang-mat", page.absent),
        ("thu-hoi", page.revoke),
        ("co-mat", page.back),
    )
    for name, step in steps:
        routes.form(f"{_HERE}/{name}", step, page.show, *_ROLES)


def _read(visit: Visit, form: type[F], fields: tuple[str, ...], *, origin: str = "", **times: str) -> F:
    """`times` maps the form's fields to the page's. Raises Problem(fields_invalid)."""
    values: dict[str, Any] = {name: text for name in fields if (text := visit.text(name))}
    values |= {name: moment for name, field in times.items() if (moment := visit.moment(field))}
    if procedures := visit.text("procedures").replace(",", " ").split():
        values["procedures"] = procedures
    if origin:
        values["condition"] = {"paper_origin": [origin]}
    try:
        return form.model_validate(values)
    except ValidationError as error:
        raise invalid_fields(error) from None
