"""/can-bo/so-thu-tu: a counter calls, recalls, serves, skips and transfers queue tickets"""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import Response

from services.intake.application.activity.call_next import CallNext
from services.intake.application.activity.desk_request import DeskRequest
from services.intake.application.activity.queue import Queue
from services.intake.application.activity.step_ticket import StepTicket
from services.intake.application.activity.ticket_events import ticket_label
from services.intake.application.activity.ticket_steps import STEPS, TicketStep
from services.intake.application.terms import Terms
from services.intake.domain.activity.ticket import Ticket, TicketState
from services.intake.entrypoints.http.officers.desk import DeskRoutes, Visit
from services.kernel.times import Clock
from services.runtime.problems import Problem
from services.runtime.tracing import current_trace

__all__ = ["QueuePage", "add_queue_page"]

_HERE = "/can-bo/so-thu-tu"
_ROLES = ("receiver", "returner", "supervisor")
_LONGEST = 20


@dataclass(frozen=True, slots=True)
class QueuePage:
    """The counter's name and the queues that it serves stay in the address, so that reloading shows the same."""

    queue: Queue
    call_next: CallNext
    step_ticket: StepTicket
    terms: Terms
    clock: Clock

    async def show(self, visit: Visit) -> Response:
        tickets = [kept.record for kept in await self.queue.open(visit.officer.agency, self.clock())]
        waiting = Counter(each.field for each in tickets if each.state is TicketState.ISSUED)
        called = [each for each in tickets if each.state is not TicketState.ISSUED]
        served = set(visit.texts("field") or visit.request.query_params.getlist("field"))
        return visit.page(
            "queue.html",
            called=[(ticket_label(each), each) for each in sorted(called, key=_called_at, reverse=True)],
            waiting=waiting,
            fields=self._fields(visit),
            counter=visit.text("counter") or visit.query.get("counter", "1")[:_LONGEST],
            served=served,
            last=visit.query.get("so", ""),
            back=_address(visit),
        )

    def _fields(self, visit: Visit) -> dict[str, str]:
        """The queues of the desk; one that names none has one for each field."""
        served = self.terms.catalogue.agency(visit.officer.agency).ticket_fields
        return {key: name for key, name in self.terms.catalogue.words.fields.items() if not served or key in served}

    async def call(self, visit: Visit) -> Response:
        counter, fields = visit.text("counter")[:_LONGEST], frozenset(visit.texts("field"))
        if not (counter and fields):
            name = "field" if counter else "counter"
            raise Problem("fields_invalid", errors=({"field": name, "reason": "missing"},))
        called = await self.call_next(_request(visit), fields, counter)
        label = called["label"] if called else ""
        address = urlencode([("counter", counter), *(("field", each) for each in sorted(fields)), ("so", label)])
        return visit.go(f"{_HERE}?{address}")

    async def step(self, visit: Visit) -> Response:
        kind = visit.text("step")
        if kind not in STEPS:
            raise Problem("not_found")
        wanted = TicketStep(kind, visit.text("to") or None, None, visit.text("counter") or None)
        await self.step_ticket(_request(visit), visit.params["ticket"], wanted)
        return visit.go(f"{_HERE}?{visit.text('back')}" if _is_plain(visit.text("back")) else _HERE)


def add_queue_page(routes: DeskRoutes, page: QueuePage) -> None:
    routes.page(_HERE, page.show, *_ROLES)
    routes.form(_HERE, page.call, page.show, *_ROLES)
    routes.form(_HERE + "/{ticket}", page.step, page.show, *_ROLES)


def _request(visit: Visit) -> DeskRequest:
    officer = visit.officer
    return DeskRequest(officer.agency, officer.principal.client_id, visit.key, trace=current_trace())


def _called_at(ticket: Ticket) -> str:
    return (ticket.called_at or ticket.issued_at).isoformat()


def _is_plain(query: str) -> bool:
    """Only what our own page puts there."""
    return query.replace("=", "").replace("&", "").replace("_", "").replace("-", "").isalnum()


def _address(visit: Visit) -> str:
    """The counter and its queues, as an address carries them."""
    kept = [(name, value) for name, value in visit.request.query_params.multi_items() if name in {"counter", "field"}]
    return urlencode(kept)
