"""What a desk does besides dossiers: one collection, one relay, all on `desk.activity.v1`."""

from dataclasses import dataclass

from services.intake.adapters.activity.boards import COLLECTION as BOARDS
from services.intake.adapters.activity.boards import StoredBoards
from services.intake.adapters.activity.private_text import SealedText
from services.intake.adapters.activity.records import COLLECTION, StoredRecords
from services.intake.adapters.dossiers.dossiers import PRODUCER
from services.intake.application.activity.call_next import CallNext
from services.intake.application.activity.desk_calendar import DeskCalendar
from services.intake.application.activity.desk_request import DeskTime
from services.intake.application.activity.issue_ticket import IssueTicket
from services.intake.application.activity.links import Links
from services.intake.application.activity.open_record import Opener
from services.intake.application.activity.place import Places
from services.intake.application.activity.queue import Queue
from services.intake.application.activity.read_screen import ReadScreen
from services.intake.application.activity.step_ticket import StepTicket
from services.intake.application.activity.ticket_book import TicketBook
from services.intake.bootstrap.area import Area
from services.intake.bootstrap.ground import Ground
from services.intake.domain.activity.ticket import Ticket
from services.intake.entrypoints.http.activity.call_next import add_call_next
from services.intake.entrypoints.http.activity.issue_ticket import add_issue_ticket
from services.intake.entrypoints.http.activity.read_screen import add_read_screen
from services.intake.entrypoints.http.activity.read_ticket import add_read_ticket
from services.intake.entrypoints.http.activity.step_ticket import add_step_ticket
from services.runtime.aggregates import AggregateStore, Relay
from services.runtime.sealing import FieldCipher
from services.runtime.web import ApiRouter

__all__ = ["DeskActivity", "activity_area", "open_desk"]


@dataclass(frozen=True, slots=True)
class DeskActivity:
    """The handlers, for pages and for filing; `relay` publishes what they record."""

    relay: Relay
    issue_ticket: IssueTicket
    call_next: CallNext
    step_ticket: StepTicket
    read_screen: ReadScreen
    ticket_book: TicketBook


def open_desk(ground: Ground) -> DeskActivity:
    settings, clock = ground.settings, ground.clock
    aggregates = AggregateStore(ground.store, COLLECTION, PRODUCER, clock)
    relay = Relay(aggregates, ground.publisher, clock=clock)
    aggregates.on_committed = relay.feed
    boards = StoredBoards(ground.store.collection(BOARDS))
    private = SealedText(FieldCipher(settings.field_keys), settings.lookup_hash_key.get_secret_value().encode())
    places, days, time = Places(ground.terms), DeskCalendar(ground.terms), DeskTime(settings.time_bounds, clock)
    tickets: StoredRecords[Ticket] = StoredRecords(aggregates, Ticket)
    queue, links = Queue(tickets, boards), Links(ground.dossiers)
    return DeskActivity(
        relay=relay,
        issue_ticket=IssueTicket(Opener("ticket", tickets, boards, private), places, days, time),
        call_next=CallNext(tickets, queue, places, time),
        step_ticket=StepTicket(tickets, queue, places, days, time, links),
        read_screen=ReadScreen(queue, places, clock),
        ticket_book=TicketBook(tickets),
    )


def activity_area(ground: Ground, desk: DeskActivity) -> Area:
    router = ApiRouter(tags=["desk"])
    add_issue_ticket(router, desk.issue_ticket)
    add_call_next(router, desk.call_next)
    add_read_ticket(router, desk.step_ticket)
    add_step_ticket(router, desk.step_ticket)
    add_read_screen(router, desk.read_screen, ground.addresses)
    return Area(routers=(router,), relays=(desk.relay,))
