"""The desk's pages for citizens: tickets, the screen, petitions, surveys."""

from services.intake.application.activity.kiosks import Kiosks
from services.intake.application.terms import Terms
from services.intake.bootstrap.desk_activity import DeskActivity
from services.intake.bootstrap.ground import Ground
from services.intake.entrypoints.http.activity.open_kiosk import add_open_kiosk
from services.intake.entrypoints.http.public.kiosk_page import add_kiosk_page
from services.intake.entrypoints.http.public.petition_page import add_petition_page
from services.intake.entrypoints.http.public.petition_status_page import add_petition_status_page
from services.intake.entrypoints.http.public.portal_survey_page import add_portal_survey_page
from services.intake.entrypoints.http.public.screen_page import add_screen_page
from services.intake.entrypoints.http.public.survey_page import add_survey_page
from services.kernel.times import Clock
from services.runtime.areas import Area
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.web import ApiRouter

__all__ = ["desk_pages_area", "desk_pages_router"]


def desk_pages_area(ground: Ground, desk: DeskActivity) -> Area:
    router = desk_pages_router(desk, ground.terms, ground.clock, ground.settings.public_url, ground.addresses)
    return Area(routers=(router,))


def desk_pages_router(
    desk: DeskActivity, terms: Terms, clock: Clock, public_url: str, addresses: RateLimiter
) -> ApiRouter:
    router = ApiRouter(tags=["desk"])
    kiosks = Kiosks(desk.records.private)
    add_open_kiosk(router, kiosks, public_url)
    # Nobody draws tickets faster than people walk up to the screens of a desk.
    add_kiosk_page(router, kiosks, desk.issue_ticket, terms, RateLimiter(rate=2, burst=30))
    add_screen_page(router, desk.read_screen, terms, addresses)
    # Nobody writes many petitions a minute; a family behind one address may.
    writers = RateLimiter(rate=0.2, burst=20)
    add_petition_page(router, desk.file_petition, terms, clock, writers)
    add_portal_survey_page(router, desk.answer_on_portal, desk.survey_scale, writers)
    add_petition_status_page(router, desk.follow_petition, terms, clock, addresses)
    add_survey_page(router, desk.surveys, addresses)
    return router
