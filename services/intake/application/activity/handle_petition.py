"""The handler's side of a petition: lists, reading what was written, and every step of its course."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from services.intake.application.activity.change_record import change_record
from services.intake.application.activity.desk_request import DeskRequest, DeskTime
from services.intake.application.activity.file_petition import month_board, open_board
from services.intake.application.activity.petition_steps import STEPS, PetitionStep
from services.intake.application.activity.petition_texts import PetitionTexts
from services.intake.application.activity.petition_view import PetitionView
from services.intake.application.activity.ports import Boards, Kept, Records, Step
from services.intake.application.activity.tell_petitioner import TellPetitioner
from services.intake.domain.activity.petition import Petition
from services.kernel.times import local_day
from services.runtime.access_log import AccessLog
from services.runtime.failures import PermanentError

__all__ = ["HandlePetition", "TakenStep", "move"]

_READ: Final = "open_petition"
_REMEMBERED: Final = 16
_MISSING: Final = "petition_not_found"


@dataclass(frozen=True, slots=True)
class TakenStep:
    """A step as it is to be taken; `mark` is of the request, so that a retry moves nothing."""

    step: PetitionStep
    at: datetime
    mark: str | None
    trace: str | None


class HandlePetition:
    """A denunciation does not exist for whoever acts for the unit that it is about, handler or not."""

    def __init__(
        self,
        petitions: Records[Petition],
        boards: Boards,
        view: PetitionView,
        texts: PetitionTexts,
        tell: TellPetitioner,
        time: DeskTime,
        access_log: AccessLog,
    ) -> None:
        self._petitions = petitions
        self._boards = boards
        self._view = view
        self._texts = texts
        self._tell = tell
        self._time = time
        self._access_log = access_log

    async def list(self, request: DeskRequest, month: str | None = None) -> list[dict[str, Any]]:
        """What is open, or all that came in a month (YYMM), oldest first; no personal data."""
        board = month_board(request.agency, month) if month else open_board(request.agency)
        found = await self._petitions.load_many(await self._boards.read(board))
        closed = [] if month else [id_ for id_, kept in found.items() if kept.record.is_closed]
        await self._boards.take(board, closed)
        shown = [each.record for id_, each in found.items() if id_ not in closed and _may_see(each.record, request)]
        return [self._view.row(each) for each in sorted(shown, key=lambda each: (each.received_at, each.id))]

    async def read(self, request: DeskRequest, petition: str) -> dict[str, Any]:
        """With what its sender wrote; every read is written down first. Raises PermanentError(petition_not_found)."""
        kept = await self._visible(request, petition)
        await self._access_log.record(request.client, request.agency, petition, _READ)
        texts = {name: self._texts.text(kept, name) for name in sorted(kept.sealed) if name != "form"}
        return self._body(kept.record) | {"written": self._texts.written(kept), "texts": texts}

    async def step(self, request: DeskRequest, petition: str, step: PetitionStep) -> dict[str, Any]:
        """Raises PermanentError(petition_not_found | petition_step_not_allowed | refusal_unknown | ...)."""
        await self._visible(request, petition)
        time = self._time(request)
        self._check_reason(request, step, time.at)
        taken = TakenStep(step, time.at, request.mark("petition-step"), request.trace)
        kept = await change_record(self._petitions, petition, _MISSING, lambda found: self._moved(found, taken))
        if kept.record.is_closed:
            await self._boards.take(open_board(kept.record.agency), [petition])
        return self._body(kept.record)

    async def _visible(self, request: DeskRequest, petition: str) -> Kept[Petition]:
        kept = await self._petitions.load(petition) if petition.startswith("P-") else None
        if kept is None or not _may_see(kept.record, request):
            raise PermanentError(_MISSING, record=petition)
        return kept

    def _moved(self, found: Kept[Petition], taken: TakenStep) -> Step[Petition] | None:
        moved = move(self._view, self._texts, found, taken)
        return moved and self._tell(moved, taken.step.kind, taken.trace)

    def _check_reason(self, request: DeskRequest, step: PetitionStep, at: datetime) -> None:
        if step.reason is None:
            return
        known = self._view.places.terms.catalogue.rules_on(local_day(at), request.agency).petition_refusals
        if step.reason not in known:
            raise PermanentError("refusal_unknown", refusal=step.reason, known=sorted(known))

    def _body(self, petition: Petition) -> dict[str, Any]:
        links = {"self": f"/v1/desk/petitions/{petition.id}"}
        return self._view.row(petition) | self._view.limits(petition) | {"links": links}


def move(view: PetitionView, texts: PetitionTexts, kept: Kept[Petition], taken: TakenStep) -> Step[Petition] | None:
    """The step with its event; None when the same request took it before."""
    if taken.mark is not None and taken.mark in kept.record.done:
        return None
    moved = STEPS[taken.step.kind](kept.record, taken.step, taken.at, view.calendar(kept.record))
    done = (*kept.record.done, *([taken.mark] if taken.mark else []))[-_REMEMBERED:]
    after = replace(moved.petition, done=done)
    event = view.event(moved.model, after, moved.at, due=moved.due, trace=taken.trace, **(moved.details or {}))
    keep = moved.kept_as is not None and taken.step.text
    sealed = texts.seal(kept, moved.kept_as or "", taken.step.text or "") if keep else kept.sealed
    return Step(after.id, replace(kept, record=after, sealed=sealed), (event,))


def _may_see(petition: Petition, request: DeskRequest) -> bool:
    if petition.agency != request.agency:
        return False
    return not petition.is_restricted or petition.concerned not in {request.agency, *request.acts_for}
