"""GET /can-bo/ho-so/{code}: one dossier, with the steps that this officer may take"""

from starlette.responses import Response

from services.intake.application.dossiers.access import Desk
from services.intake.application.public.look_up import public_view
from services.intake.application.public.look_up_words import words_of
from services.intake.application.terms import Terms
from services.intake.entrypoints.http.officers.desk_routes import DeskRoutes
from services.intake.entrypoints.http.officers.visit import Visit
from services.kernel.times import local_day

__all__ = ["add_dossier_page"]


def add_dossier_page(routes: DeskRoutes, desk: Desk, terms: Terms) -> None:
    async def page(visit: Visit) -> Response:
        kept = await desk.read(visit.params["code"], visit.officer.principal)
        dossier = kept.dossier
        view = public_view(dossier, terms, words_of(visit.words.language))
        labels = terms.pack(local_day(dossier.filing.filed_at)).tags
        own = dossier.agency == visit.officer.agency
        return visit.page("dossier.html", dossier=dossier, view=view, own=own, tag_labels=labels)

    routes.page("/can-bo/ho-so/{code}", page)
