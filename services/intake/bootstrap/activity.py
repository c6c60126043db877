"""What a desk does besides dossiers, all on `desk.activity.v1`: its own interface and the public one."""

from services.intake.application.activity.follow_up import FollowUp
from services.intake.bootstrap.desk_activity import DeskActivity, open_desk
from services.intake.bootstrap.ground import Ground
from services.intake.entrypoints.http.activity.call_next import add_call_next
from services.intake.entrypoints.http.activity.desk_hours import add_desk_hours
from services.intake.entrypoints.http.activity.file_petition import add_file_petition
from services.intake.entrypoints.http.activity.follow_petition import add_follow_petition
from services.intake.entrypoints.http.activity.invite_survey import add_invite_survey
from services.intake.entrypoints.http.activity.issue_ticket import add_issue_ticket
from services.intake.entrypoints.http.activity.link_call import add_link_call
from services.intake.entrypoints.http.activity.link_visit import add_link_visit
from services.intake.entrypoints.http.activity.list_petitions import add_list_petitions
from services.intake.entrypoints.http.activity.public_petition import add_public_petition
from services.intake.entrypoints.http.activity.read_call import add_read_call
from services.intake.entrypoints.http.activity.read_checklist import add_read_checklist
from services.intake.entrypoints.http.activity.read_hours import add_read_hours
from services.intake.entrypoints.http.activity.read_petition import add_read_petition
from services.intake.entrypoints.http.activity.read_screen import add_read_screen
from services.intake.entrypoints.http.activity.read_ticket import add_read_ticket
from services.intake.entrypoints.http.activity.read_visit import add_read_visit
from services.intake.entrypoints.http.activity.record_call import add_record_call
from services.intake.entrypoints.http.activity.record_visit import add_record_visit
from services.intake.entrypoints.http.activity.step_petition import add_step_petition
from services.intake.entrypoints.http.activity.step_ticket import add_step_ticket
from services.intake.entrypoints.http.activity.survey import add_survey
from services.intake.entrypoints.http.activity.survey_portal import add_survey_portal
from services.runtime.areas import Area
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.sweeper import Sweeper
from services.runtime.web import ApiRouter

__all__ = ["DeskActivity", "activity_area", "open_desk"]


def activity_area(ground: Ground, desk: DeskActivity) -> Area:
    router = ApiRouter(tags=["desk"])
    _add_queue(router, desk)
    _add_reception(router, desk)
    _add_petitions(router, desk)
    add_invite_survey(router, desk.surveys, desk.records.links)
    _add_public(router, desk, ground.addresses)
    follow_up = FollowUp(
        ground.follow_ups, ground.dossiers, desk.surveys, desk.link_call, desk.link_visit, ground.clock
    )
    sweeper = Sweeper((follow_up,), ground.settings.timer_seconds)
    return Area(routers=(router,), relays=(desk.records.relay,), background=(sweeper.run,), stop=(sweeper.stop,))


def _add_queue(router: ApiRouter, desk: DeskActivity) -> None:
    add_desk_hours(router, desk.hours)
    add_read_hours(router, desk.hours)
    add_issue_ticket(router, desk.issue_ticket)
    add_call_next(router, desk.call_next)
    add_read_ticket(router, desk.step_ticket)
    add_step_ticket(router, desk.step_ticket)


def _add_reception(router: ApiRouter, desk: DeskActivity) -> None:
    add_read_checklist(router, desk.hotline)
    add_record_call(router, desk.record_call)
    add_read_call(router, desk.link_call)
    add_link_call(router, desk.link_call)
    add_record_visit(router, desk.record_visit)
    add_read_visit(router, desk.link_visit)
    add_link_visit(router, desk.link_visit)


def _add_petitions(router: ApiRouter, desk: DeskActivity) -> None:
    add_file_petition(router, desk.file_petition)
    add_list_petitions(router, desk.handle_petition)
    add_read_petition(router, desk.handle_petition)
    add_step_petition(router, desk.handle_petition)


def _add_public(router: ApiRouter, desk: DeskActivity, addresses: RateLimiter) -> None:
    # Nobody writes many petitions a minute; a family behind one address may.
    writers = RateLimiter(rate=0.2, burst=20)
    add_read_screen(router, desk.read_screen, addresses)
    add_public_petition(router, desk.file_petition, writers)
    add_follow_petition(router, desk.follow_petition, addresses)
    add_survey(router, desk.surveys, addresses)
    add_survey_portal(router, desk.answer_on_portal, writers)
