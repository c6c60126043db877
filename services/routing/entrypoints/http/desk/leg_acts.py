"""POST /lien-thong/ho-so/{code}/{leg}/{act}: what an officer does with a leg"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from pydantic import ValidationError
from starlette.responses import Response

from services.contracts.events.cadastral import Cadastral as CadastralForm
from services.kernel.catalogue import Catalogue
from services.kernel.times import Clock, local_day
from services.routing.application.desk.act_on_leg import Act, ActOnLeg, Deed
from services.routing.domain.handling import Cadastral
from services.routing.domain.people.hands import SignedBy
from services.routing.domain.report import ReportKind
from services.routing.entrypoints.http.desk.desk import HOME, DeskRoutes, Visit
from services.routing.entrypoints.http.desk.leg_page import WORKERS, LegPage
from services.runtime.failures import PermanentError
from services.runtime.problems import Problem
from services.runtime.web.desk.field_errors import invalid_fields

__all__ = ["act_of", "add_leg_acts", "signed_by"]

_UNSIGNED: Final = "-"
_FACT: Final = "fact-"
_MOST_VND: Final = 10**15
_TOKEN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}")
_SLIP: Final = ("parcel", "map_sheet", "area_m2")


def add_leg_acts(routes: DeskRoutes, page: LegPage, act_on_leg: ActOnLeg, catalogue: Catalogue, clock: Clock) -> None:
    def add(path: str, deed_of: Callable[[Visit], Deed]) -> None:
        async def handle(visit: Visit) -> Response:
            act = act_of(visit, visit.params["code"], visit.params["leg"], deed_of(visit))
            await act_on_leg(act)
            return visit.go(f"{HOME}/ho-so/{act.code}/{act.leg}", bao="done")

        routes.form(f"{HOME}/ho-so/{{code}}/{{leg}}/{path}", handle, page.show, *WORKERS)

    def send_back(visit: Visit) -> Deed:
        reason = visit.text("reason")
        if reason not in catalogue.rules_on(local_day(clock()), visit.officer.agency).return_reasons:
            raise PermanentError("return_reason_unknown")
        return Deed(ReportKind.SENT_BACK, reason=reason)

    add("nhan", lambda _: Deed(ReportKind.RECEIVED))
    add("buoc", lambda visit: Deed(ReportKind.STEP_DONE, step=visit.text("step")))
    add("hoan-thanh", _completion)
    add("thong-bao", _notice)
    add("tra-lai", send_back)


def act_of(visit: Visit, code: str, leg: str, deed: Deed) -> Act:
    """Whoever signed in is who acts, for the agency of the session."""
    officer = visit.officer
    return Act(code, leg, officer.agency, officer.login, visit.key, visit.text("seen"), deed)


def signed_by(visit: Visit) -> SignedBy | None:
    """None when the form asks for no signature, or the officer chose none or is no signer; empty is in own right."""
    chosen = visit.text("on_behalf_of") if "on_behalf_of" in visit.form else _UNSIGNED
    if chosen == _UNSIGNED or not visit.officer.has("signer"):
        return None
    told = {name.removeprefix(_FACT): visit.text(name) for name in visit.form if name.startswith(_FACT)}
    return SignedBy(visit.officer.login, chosen or None, scope={name: value for name, value in told.items() if value})


def _completion(visit: Visit) -> Deed:
    return Deed(ReportKind.COMPLETED, signed_by=signed_by(visit), cadastral=_cadastral(visit))


def _cadastral(visit: Visit) -> Cadastral | None:
    """Raises Problem(fields_invalid) for a slip that is filled in halfway."""
    sent: Mapping[str, object] = {name: visit.text(name) for name in _SLIP}
    if not any(sent.values()):
        return None
    basis = tuple(part for part in visit.text("legal_basis").replace(",", " ").split() if part)
    try:
        form = CadastralForm.model_validate({**sent, "legal_basis": basis})
    except ValidationError as error:
        raise invalid_fields(error) from None
    return Cadastral(form.parcel, form.map_sheet, form.area_m2, form.legal_basis)


def _notice(visit: Visit) -> Deed:
    """Raises Problem(amount_invalid | notice_invalid). Zero is an obligation that there is not."""
    amount, number = re.sub(r"[.\s]", "", visit.text("amount")), visit.text("notice")
    if not (amount.isascii() and amount.isdecimal() and int(amount[:20]) <= _MOST_VND):
        raise Problem("amount_invalid")
    if not _TOKEN.fullmatch(number):
        raise Problem("notice_invalid")
    return Deed(ReportKind.TAX_NOTICE, amount_vnd=int(amount), notice=number)
