"""What is open to everybody who has a dossier's code."""

from services.intake.application.public.look_up import LookUp
from services.intake.bootstrap.area import Area
from services.intake.bootstrap.ground import Ground
from services.intake.entrypoints.http.public.look_up_page import add_look_up_page
from services.intake.entrypoints.http.public.public_dossier import add_public_dossier
from services.runtime.web import ApiRouter

__all__ = ["public_area"]


def public_area(ground: Ground) -> Area:
    router = ApiRouter(tags=["public"])
    look_up = LookUp(ground.dossiers, ground.terms)
    add_look_up_page(router, look_up, ground.addresses)
    add_public_dossier(router, look_up, ground.addresses)
    return Area(routers=(router,))
