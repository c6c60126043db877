"""What anybody who has a dossier's code may see of it: no personal data, no amounts owed."""

from dataclasses import dataclass
from datetime import datetime

from services.intake.application.dossiers.ports import Dossiers
from services.intake.application.public.look_up_words import Words
from services.intake.application.terms import Terms
from services.intake.domain.dossier import Dossier, HistoryEntry
from services.intake.domain.route_view import LegView
from services.kernel.clock_ledger import ClockState
from services.kernel.code_error import CodeError
from services.kernel.dossier_code import parse_dossier_code
from services.kernel.money import Vnd
from services.kernel.status import Status

__all__ = ["LookUp", "PublicDossier", "PublicStep", "PublicUnit", "public_view"]

_ENDED = frozenset({"completed", "sent_back"})
_UNTOLD = frozenset({"signing_failed", "substate_left"})
"""What happens inside an agency without a word to the applicant."""
_WITHOUT_RESULT = frozenset({Status.REFUSED, Status.STOPPED})


@dataclass(frozen=True, slots=True)
class PublicStep:
    """One line of the history; `at` is business time."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class PublicUnit:
    """An agency that handles a part, and how far it is."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class PublicDossier:
    """All texts in one language. `due_at` is None while there is none; `paused` says that the clock stands still.

    A refused or stopped dossier has no result to wait for, whatever was promised before.
    """

    code: str
    procedure: str
    agency: str
    status: int
    status_text: str
    step: str
    substate: str | None
    due_at: datetime | None
    promised_at: datetime | None
    paused: bool
    result_expected: bool
    fee_vnd: Vnd
    history: tuple[PublicStep, ...]
    units: tuple[PublicUnit, ...]


class LookUp:
    """Finds a dossier by its code in either form, small letters and spaces around forgiven."""

    def __init__(self, dossiers: Dossiers, terms: Terms) -> None:
        self._dossiers = dossiers
        self._terms = terms

    async def __call__(self, text: str, words: Words) -> PublicDossier | None:
        """None when there is no such dossier, it is secret, or the text is no code."""
        code = self._issued_form(text)
        kept = await self._dossiers.load(code) if code else None
        return None if kept is None or kept.dossier.filing.secret else public_view(kept.dossier, self._terms, words)

    def _issued_form(self, text: str) -> str | None:
        """The form that the rules of its day gave the code, under which the dossier is kept."""
        try:
            parts = parse_dossier_code(text)
            return self._terms.code(parts.agency, parts.day, parts.sequence)
        except (CodeError, LookupError):
            return None


def public_view(dossier: Dossier, terms: Terms, words: Words) -> PublicDossier:
    filing = dossier.filing
    procedure = terms.procedure(filing.procedure, filing.agency, None)
    expected = dossier.status not in _WITHOUT_RESULT
    return PublicDossier(
        code=dossier.code,
        procedure=procedure.name_en if words.language == "en" else procedure.name_vi,
        agency=terms.agency_name(filing.agency),
        status=int(dossier.status),
        status_text=words.status(dossier.status),
        step=_step(dossier, terms, words),
        substate=_substate(dossier.substate, dossier, terms, words) if dossier.substate else None,
        due_at=dossier.due_at if expected else None,
        promised_at=dossier.promised_at if expected else None,
        paused=dossier.ledger.state is ClockState.PAUSED,
        result_expected=expected,
        fee_vnd=Vnd(filing.fee_vnd),
        history=tuple(_told(entry, dossier, terms, words) for entry in dossier.history if entry.what not in _UNTOLD),
        units=tuple(_unit(leg, terms, words) for leg in dossier.route.legs),
    )


def _told(entry: HistoryEntry, dossier: Dossier, terms: Terms, words: Words) -> PublicStep:
    named = entry.what == "substate_set" and entry.detail
    return PublicStep(
        entry.at, _substate(entry.detail or "", dossier, terms, words) if named else words.event(entry.what)
    )


def _substate(key: str, dossier: Dossier, terms: Terms, words: Words) -> str:
    known = terms.rules_of(dossier.filing).substates.get(key)
    if known is None:
        return words.event("other")
    return known.label_en if words.language == "en" else known.label_vi


def _step(dossier: Dossier, terms: Terms, words: Words) -> str:
    """Where it is now: with the agencies that have a leg open, else at the desk."""
    handling = [terms.agency_name(leg.agency) for leg in dossier.route.legs if leg.state not in _ENDED]
    desk = terms.agency_name(dossier.agency)
    units = ", ".join(dict.fromkeys(handling)) or desk
    return words.step(dossier.status).format(desk=desk, units=units)


def _unit(leg: LegView, terms: Terms, words: Words) -> PublicUnit:
    return PublicUnit(terms.agency_name(leg.agency), words.leg(leg.state))
