"""The handlers of what a desk does besides dossiers, put together once."""

from dataclasses import dataclass

from services.intake.application.activity.call_next import CallNext
from services.intake.application.activity.desk_hours import KeepDeskHours
from services.intake.application.activity.file_petition import FilePetition
from services.intake.application.activity.follow_petition import FollowPetition
from services.intake.application.activity.handle_petition import HandlePetition
from services.intake.application.activity.hotline import Hotline
from services.intake.application.activity.issue_ticket import IssueTicket
from services.intake.application.activity.link_record import LinkCall, LinkVisit
from services.intake.application.activity.petition_texts import PetitionTexts
from services.intake.application.activity.petition_view import PetitionView
from services.intake.application.activity.queue import Queue
from services.intake.application.activity.read_screen import ReadScreen
from services.intake.application.activity.record_call import RecordCall
from services.intake.application.activity.record_visit import RecordVisit
from services.intake.application.activity.step_ticket import StepTicket
from services.intake.application.activity.survey_desk import SurveyDesk
from services.intake.application.activity.survey_portal import AnswerOnPortal
from services.intake.application.activity.survey_scale import SurveyScale
from services.intake.application.activity.tell_petitioner import TellPetitioner
from services.intake.application.activity.ticket_book import TicketBook
from services.intake.application.dossiers.ports import Dossiers
from services.intake.bootstrap.desk_records import DeskRecords, lay_desk
from services.intake.bootstrap.ground import Ground
from services.intake.domain.activity.call import Call
from services.intake.domain.activity.hours import DeskHours
from services.intake.domain.activity.petition import Petition
from services.intake.domain.activity.survey import Survey
from services.intake.domain.activity.ticket import Ticket
from services.intake.domain.activity.visit import Visit
from services.kernel.times import Clock
from services.runtime.access_log import AccessLog

__all__ = ["DeskActivity", "handlers_of", "open_desk"]


@dataclass(frozen=True, slots=True)
class DeskActivity:
    """The handlers, for pages and for filing."""

    records: DeskRecords
    queue: Queue
    hours: KeepDeskHours
    issue_ticket: IssueTicket
    call_next: CallNext
    step_ticket: StepTicket
    read_screen: ReadScreen
    ticket_book: TicketBook
    hotline: Hotline
    record_call: RecordCall
    link_call: LinkCall
    record_visit: RecordVisit
    link_visit: LinkVisit
    file_petition: FilePetition
    handle_petition: HandlePetition
    follow_petition: FollowPetition
    survey_scale: SurveyScale
    surveys: SurveyDesk
    answer_on_portal: AnswerOnPortal


def open_desk(ground: Ground) -> DeskActivity:
    return handlers_of(lay_desk(ground), ground.dossiers, ground.access_log, ground.clock)


def handlers_of(records: DeskRecords, dossiers: Dossiers, access_log: AccessLog, clock: Clock) -> DeskActivity:
    boards, private, places, days, time = records.boards, records.private, records.places, records.days, records.time
    tickets, petitions, surveys = records.of(Ticket), records.of(Petition), records.of(Survey)
    calls, visits = records.of(Call), records.of(Visit)
    queue, hours = Queue(tickets, boards), KeepDeskHours(records.of(DeskHours), places, days, time, clock)
    hotline, scale = Hotline(places.terms, clock), SurveyScale(places.terms, clock)
    view, texts = PetitionView(places, clock), PetitionTexts(private)
    tell = TellPetitioner(texts, view, records.petition_contacts)
    issue = IssueTicket(records.opener("ticket", tickets), places, days, time, hours.closed_early)
    return DeskActivity(
        records=records,
        queue=queue,
        hours=hours,
        issue_ticket=issue,
        call_next=CallNext(tickets, queue, places, time),
        step_ticket=StepTicket(tickets, queue, places, days, time, records.links),
        read_screen=ReadScreen(queue, places, clock),
        ticket_book=TicketBook(tickets),
        hotline=hotline,
        record_call=RecordCall(records.opener("call", calls), hotline, places, private, time),
        link_call=LinkCall(calls, records.links, places, time),
        record_visit=RecordVisit(records.opener("visit", visits), places, time),
        link_visit=LinkVisit(visits, records.links, places, time),
        file_petition=FilePetition(records.opener("petition", petitions), view, texts, time),
        handle_petition=HandlePetition(petitions, boards, view, texts, tell, time, access_log),
        follow_petition=FollowPetition(petitions, view, texts, clock),
        survey_scale=scale,
        surveys=SurveyDesk(surveys, dossiers, scale, places, private, clock),
        answer_on_portal=AnswerOnPortal(records.opener("survey", surveys), scale, places, clock),
    )
