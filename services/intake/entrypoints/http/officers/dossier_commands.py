"""From a form on a dossier's page to the command it asks for."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from services.intake.application.officers.actions import Action
from services.intake.domain.commands import (
    Accept,
    Apologise,
    Command,
    Complete,
    FileSupplement,
    Refuse,
    RequestSupplement,
    ReturnResult,
    Stop,
    Withdraw,
)
from services.intake.entrypoints.http.officers.desk import Visit
from services.kernel.times import require_utc
from services.runtime.problems import Problem

__all__ = ["COMMANDS", "scope_of", "sent_text"]

_LONGEST_WAIVER: Final = 128
Build = Callable[[Visit, datetime], Command]


def _accept(visit: Visit, at: datetime) -> Command:
    return Accept(at=at, waiver=visit.text("waiver")[:_LONGEST_WAIVER] or None)


def _refuse(visit: Visit, at: datetime) -> Command:
    return Refuse(at=at, reason=visit.text("refusal"))


def _request_supplement(visit: Visit, at: datetime) -> Command:
    components = visit.texts("asked")
    reply_by = visit.moment("reply_by")
    return RequestSupplement(at=at, components=components, reply_by=require_utc(reply_by) if reply_by else None)


def _supplement(visit: Visit, at: datetime) -> Command:
    return FileSupplement(at=at, components=visit.texts("came"))


def _apologise(visit: Visit, at: datetime) -> Command:
    new_date = visit.moment("new_date")
    if new_date is None:
        raise Problem("fields_invalid", errors=({"field": "new_date", "reason": "missing"},))
    return Apologise(at=at, reason=visit.text("apology"), new_date=require_utc(new_date))


def _stop(visit: Visit, at: datetime) -> Command:
    return Stop(at=at, reason=visit.text("stop"))


def _complete(_: Visit, at: datetime) -> Command:
    return Complete(at=at)


def _return(_: Visit, at: datetime) -> Command:
    return ReturnResult(at=at)


COMMANDS: Final[Mapping[Action, Build]] = {
    Action.ACCEPT: _accept,
    Action.REFUSE: _refuse,
    Action.REQUEST_SUPPLEMENT: _request_supplement,
    Action.SUPPLEMENT: _supplement,
    Action.APOLOGISE: _apologise,
    Action.STOP: _stop,
    Action.COMPLETE: _complete,
    Action.RETURN: _return,
    Action.REQUEST_WITHDRAWAL: lambda _, at: Withdraw(at=at, step="requested"),
    Action.GRANT_WITHDRAWAL: lambda _, at: Withdraw(at=at, step="granted"),
    Action.TAKE_BACK: lambda _, at: Withdraw(at=at, step="taken_back"),
}
"""Signing is not among them: it asks the register first."""

_SCOPE: Final = "scope-"


def scope_of(visit: Visit) -> dict[str, str]:
    """What the officer says of the paper, such as its origin."""
    names = (name for name in visit.form if name.startswith(_SCOPE))
    return {name.removeprefix(_SCOPE): value for name in names if (value := visit.text(name))}


def sent_text(visit: Visit) -> bytes:
    """What a form says, for comparing it with the same form sent again; the session's token is no part of it."""
    said = sorted((name, str(value)) for name, value in visit.form.multi_items() if name not in {"csrf", "key"})
    return f"{visit.request.url.path} {said}".encode()
