"""/can-bo/tiep-nhan: an officer files a dossier for a citizen at the desk"""

from starlette.responses import Response

from services.intake.application.dossiers.file_dossier import FileDossier, FilingRequest
from services.intake.application.officers.offer import Offer, Offers
from services.intake.entrypoints.http.officers.desk import DeskRoutes, Visit
from services.intake.entrypoints.http.officers.reception_form import filing_form
from services.runtime.tracing import current_trace

__all__ = ["add_reception_page", "offered"]

_HERE = "/can-bo/tiep-nhan"


def add_reception_page(routes: DeskRoutes, offers: Offers, file_dossier: FileDossier) -> None:
    async def page(visit: Visit) -> Response:
        if not _wanted(visit):
            procedures = offers.procedures(visit.words.language)
            return visit.page("choose_procedure.html", procedures=procedures, onward=_HERE)
        return visit.page("reception.html", offer=offered(offers, visit))

    async def file(visit: Visit) -> Response:
        offer = offered(offers, visit)
        filed = await file_dossier(_request(visit, offer))
        notice = "accepted" if filed.dossier.received_at else "filed"
        return visit.go(f"/can-bo/ho-so/{filed.dossier.code}", bao=notice)

    routes.page(_HERE, page, "receiver", "supervisor")
    routes.form(_HERE, file, page, "receiver", "supervisor")


def offered(offers: Offers, visit: Visit) -> Offer:
    """What the desk offers for the procedure and case that the page or form names."""
    case = visit.text("case") or visit.query.get("case", "")
    return offers.of(_wanted(visit), case, visit.officer.agency)


def _wanted(visit: Visit) -> str:
    return visit.text("procedure") or visit.query.get("procedure", "")


def _request(visit: Visit, offer: Offer) -> FilingRequest:
    form = filing_form(visit, offer, accept=visit.text("outcome") == "accept")
    return FilingRequest(
        client_id=visit.officer.principal.client_id,
        key=visit.key,
        content=form.model_dump_json().encode(),
        agency=visit.officer.agency,
        submission=form.submission(),
        trace=current_trace(),
    )
