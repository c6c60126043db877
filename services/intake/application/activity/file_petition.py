"""Takes a petition: from a citizen's form, or written down at the desk."""

from dataclasses import dataclass
from typing import Any

from services.contracts.events.activity import PetitionReceived
from services.intake.application.activity.desk_request import DeskRequest, DeskTime
from services.intake.application.activity.open_record import Opened, Opener
from services.intake.application.activity.petition_texts import PetitionTexts, Written
from services.intake.application.activity.petition_view import PetitionView
from services.intake.application.activity.place import day_text
from services.intake.application.activity.ports import Kept, Step
from services.intake.application.refusals import as_permanent
from services.intake.domain.activity.petition import DENUNCIATION, Petition, PetitionLimits
from services.intake.domain.business_time import BusinessTime
from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import RulePack
from services.kernel.times import local_day
from services.runtime.failures import PermanentError

__all__ = ["FilePetition", "FiledPetition", "PetitionFiled", "month_board", "open_board"]


@dataclass(frozen=True, slots=True)
class FiledPetition:
    """`kind` is feedback, proposal or denunciation; `handler` who is to handle it, if not the usual agency."""

    kind: str
    written: Written
    about: str | None = None
    field: str | None = None
    handler: AgencyCode | None = None


@dataclass(frozen=True, slots=True)
class PetitionFiled:
    """`body` holds the code and the token: its sender needs both to ask about it."""

    body: dict[str, Any]
    replayed: bool


def open_board(agency: AgencyCode) -> str:
    """What an agency still has to handle or publish."""
    return f"petitions|{agency}|open"


def month_board(agency: AgencyCode, day: str) -> str:
    """What came to an agency in a month, given as YYMM."""
    return f"petitions|{agency}|{day}"


def _lists(petition: Petition) -> tuple[tuple[str, str], ...]:
    month = month_board(petition.agency, day_text(petition.received_at)[:4])
    return (open_board(petition.agency), petition.id), (month, petition.id)


class FilePetition:
    """The agency of the request is the one that it is about. A denunciation goes past it, to the agency above."""

    def __init__(self, opener: Opener[Petition], view: PetitionView, texts: PetitionTexts, time: DeskTime) -> None:
        self._open = opener
        self._view = view
        self._texts = texts
        self._time = time

    async def __call__(self, request: DeskRequest, filed: FiledPetition) -> PetitionFiled:
        """Raises PermanentError(topic_unknown | handler_required | field_unknown | agency_unknown | ...)."""
        self._view.places.check(request.agency, filed.field)
        if (earlier := await self._open.earlier(request)) is not None:
            return self._told(earlier)
        time = self._time(request)
        handler = self._handler(request.agency, filed)
        with as_permanent():
            rules = self._view.places.terms.catalogue.rules_on(local_day(time.at), handler)
        if filed.about is not None and filed.about not in rules.petition_topics:
            raise PermanentError("topic_unknown", about=filed.about, known=sorted(rules.petition_topics))

        def build(id_: str, _: int) -> Step[Petition]:
            return self._step(request, filed, self._petition(id_, request, filed, handler, time, rules))

        series = f"P-{handler}-{day_text(time.at)}"
        return self._told(await self._open(request, series, build, _lists))

    def _handler(self, concerned: AgencyCode, filed: FiledPetition) -> AgencyCode:
        """Nobody handles a denunciation of their own unit."""
        if filed.kind != DENUNCIATION:
            return concerned
        catalogue = self._view.places.terms.catalogue
        handler = filed.handler or catalogue.agency(concerned).parent
        if handler is None or handler == concerned:
            raise PermanentError("handler_required", agency=concerned)
        with as_permanent():
            return catalogue.agency(handler).code

    def _petition(
        self,
        id_: str,
        request: DeskRequest,
        filed: FiledPetition,
        handler: AgencyCode,
        time: BusinessTime,
        rules: RulePack,
    ) -> Petition:
        days = rules.petition
        return Petition(
            id=id_,
            agency=handler,
            concerned=request.agency,
            kind=filed.kind,
            about=filed.about,
            field=filed.field,
            received_at=time.at,
            counted_from=time.at,
            limits=PetitionLimits(days.refuse_days, days.ask_days, days.answer_days, days.publish_days),
            token_hash=self._texts.token_hash(self._texts.token(id_)),
            backfill=time.backfill,
        )

    def _step(self, request: DeskRequest, filed: FiledPetition, petition: Petition) -> Step[Petition]:
        with as_permanent():
            event = self._view.event(PetitionReceived, petition, petition.received_at, trace=request.trace)
        return Step(petition.id, Kept(petition, sealed=self._texts.seal_form(petition.id, filed.written)), (event,))

    def _told(self, opened: Opened[Petition]) -> PetitionFiled:
        petition = opened.record
        token = {"token": self._texts.token(petition.id)}
        return PetitionFiled(self._view.row(petition) | token, opened.replayed)
