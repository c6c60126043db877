"""Writes down a call to the component hotline: what was asked, what was told, who answered."""

from dataclasses import dataclass
from typing import Any, Final

from services.contracts.events.activity import CallRecorded
from services.contracts.topics import ACTIVITY
from services.intake.application.activity.desk_request import DeskRequest, DeskTime
from services.intake.application.activity.hotline import Hotline
from services.intake.application.activity.open_record import Opener
from services.intake.application.activity.place import Places, day_text
from services.intake.application.activity.ports import Kept, PrivateText, Step
from services.intake.application.dossiers.representation import local_text
from services.intake.domain.activity.call import Call
from services.intake.domain.business_time import BusinessTime
from services.kernel.phone import PhoneError, parse_mobile
from services.runtime.aggregates.model import NewEvent
from services.runtime.failures import PermanentError

__all__ = ["CALLER", "OUTCOMES", "CallMade", "RecordCall", "RecordedCall", "represent_call"]

CALLER: Final = "caller"
OUTCOMES: Final = {"desk": "answered", "extension": "transferred", "fallback": "fallback", "nobody": "unanswered"}


@dataclass(frozen=True, slots=True)
class CallMade:
    """`answered_by` is one of OUTCOMES; `caller` a number as it was shown, personal data."""

    answered_by: str
    field: str | None = None
    procedure: str | None = None
    case: str | None = None
    caller: str | None = None


@dataclass(frozen=True, slots=True)
class RecordedCall:
    body: dict[str, Any]
    replayed: bool


class RecordCall:
    """The checklist told is the catalogue's; a transfer goes to the extension of the field."""

    def __init__(
        self, opener: Opener[Call], hotline: Hotline, places: Places, private: PrivateText, time: DeskTime
    ) -> None:
        self._open = opener
        self._hotline = hotline
        self._places = places
        self._private = private
        self._time = time

    async def __call__(self, request: DeskRequest, made: CallMade) -> RecordedCall:
        """Raises PermanentError(extension_unknown | case_unknown | procedure_unknown | field_unknown | ...)."""
        self._places.check(request.agency, made.field)
        if (earlier := await self._open.earlier(request)) is not None:
            return RecordedCall(represent_call(self._places, earlier.record), replayed=True)
        time = self._time(request)
        call = self._call(request, made, time)

        def build(id_: str, _: int) -> Step[Call]:
            return self._step(request, call(id_), made.caller)

        series = f"C-{request.agency}-{day_text(time.at)}"
        opened = await self._open(request, series, build)
        return RecordedCall(represent_call(self._places, opened.record), opened.replayed)

    def _call(self, request: DeskRequest, made: CallMade, time: BusinessTime) -> "_Draft":
        told: dict[str, Any] = {"field": made.field}
        if made.procedure is not None:
            procedure, case = self._hotline.case_of(request.agency, made.procedure, made.case, time.at)
            keys = tuple(each.key for each in case.components)
            told = {"field": made.field or procedure.field, "procedure": procedure.ref, "case": case.key, "told": keys}
        extension = self._extension(request, made, told["field"])
        caller = None if made.caller is None else self._private.digests(CALLER, _number(made.caller))[0]
        return _Draft(
            request, time, OUTCOMES[made.answered_by], {**told, "extension": extension, "caller_hash": caller}
        )

    def _extension(self, request: DeskRequest, made: CallMade, field: str | None) -> str | None:
        transfer = self._hotline.transfer(request.agency, field)
        if made.answered_by not in {"extension", "fallback"}:
            return None
        extension = transfer["extension" if made.answered_by == "extension" else "fallback"]
        if extension is None:
            raise PermanentError("extension_unknown", agency=request.agency, field=field or "-")
        return extension

    def _step(self, request: DeskRequest, call: Call, caller: str | None) -> Step[Call]:
        here = self._places.of(call.id, call.agency, call.field, call.at, backfill=call.backfill)
        event = CallRecorded(
            **here, outcome=call.outcome, procedure=call.procedure, case=call.case, extension=call.extension
        )
        sealed = {} if caller is None else {CALLER: self._private.seal(call.id, CALLER, _number(caller).encode())}
        return Step(call.id, Kept(call, sealed=sealed), (NewEvent(ACTIVITY, event, call.id, call.id, request.trace),))


@dataclass(frozen=True, slots=True)
class _Draft:
    """A call that has no number yet."""

    request: DeskRequest
    time: BusinessTime
    outcome: str
    told: dict[str, Any]

    def __call__(self, id_: str) -> Call:
        at, backfill = self.time.at, self.time.backfill
        return Call(id_, self.request.agency, at, self.outcome, backfill=backfill, **self.told)


def represent_call(places: Places, call: Call) -> dict[str, Any]:
    """Without the caller's number, which nobody is shown."""
    return {
        "call": call.id,
        **places.describe(call.agency, call.field),
        "at": local_text(call.at),
        "outcome": call.outcome,
        "procedure": call.procedure,
        "case": call.case,
        "told": list(call.told),
        "extension": call.extension,
        "dossier": call.code,
        "complete_at_first_try": call.complete,
        "links": {"self": f"/v1/desk/calls/{call.id}"},
    }


def _number(caller: str) -> str:
    """E.164 for a mobile, else its digits: callers from landlines count too. Raises PermanentError(phone_invalid)."""
    try:
        return parse_mobile(caller)
    except PhoneError as error:
        digits = "".join(each for each in caller if each.isascii() and each.isdigit())
        if error.reason == "landline" and digits:
            return digits
        raise PermanentError("phone_invalid", problem=error.reason) from None
