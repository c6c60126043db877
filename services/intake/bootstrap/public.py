"""What is open to everybody: the look-up by code, and the catalogue."""

from services.intake.application.public.agency_view import AgencyDirectory
from services.intake.application.public.look_up import LookUp
from services.intake.application.public.procedure_list import ProcedureList
from services.intake.application.public.procedure_view import ReadProcedure
from services.intake.bootstrap.ground import Ground
from services.intake.entrypoints.http.public.agency_pages import add_agency_pages
from services.intake.entrypoints.http.public.list_procedures_page import add_list_procedures_page
from services.intake.entrypoints.http.public.look_up_page import add_look_up_page
from services.intake.entrypoints.http.public.procedure_page import add_procedure_page
from services.intake.entrypoints.http.public.procedure_qr import add_procedure_qr
from services.intake.entrypoints.http.public.public_dossier import add_public_dossier
from services.intake.entrypoints.http.public.public_procedures import add_public_procedures
from services.runtime.areas import Area
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.web import ApiRouter

__all__ = ["public_area"]


def public_area(ground: Ground) -> Area:
    router = ApiRouter(tags=["public"])
    look_up = LookUp(ground.dossiers, ground.terms)
    # Codes follow one another, so whoever tries them through misses soon.
    misses = RateLimiter(ground.settings.misses_per_minute / 60, ground.settings.misses_per_minute)
    add_look_up_page(router, look_up, ground.addresses, misses)
    add_public_dossier(router, look_up, ground.addresses, misses)
    _add_catalogue(router, ground)
    return Area(routers=(router,))


def _add_catalogue(router: ApiRouter, ground: Ground) -> None:
    read, public_url = ReadProcedure(ground.terms, ground.clock), ground.settings.public_url
    procedures = ProcedureList(ground.terms, ground.clock)
    add_list_procedures_page(router, procedures, ground.addresses)
    add_public_procedures(router, procedures, read, ground.addresses)
    add_agency_pages(router, AgencyDirectory(ground.terms, ground.clock), ground.addresses)
    add_procedure_qr(router, read, public_url)
    add_procedure_page(router, read, public_url, ground.addresses)
