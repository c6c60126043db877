"""A new dossier with everything that is committed with it: lifecycle events, sealed contact, encrypted applicant."""

from dataclasses import replace
from datetime import datetime

from services.contracts.topics import CONTACT
from services.intake.application.dossiers.applicant import Applicant, Contact
from services.intake.application.dossiers.lifecycle import lifecycle_events
from services.intake.application.dossiers.ports import Kept, Pending, Sealing
from services.intake.domain.commands import File
from services.intake.domain.decide import open_dossier
from services.intake.domain.rules import Rules
from services.runtime.aggregates.model import NewEvent

__all__ = ["open_pending"]


def open_pending(
    command: File,
    rules: Rules,
    sealing: Sealing,
    applicant: Applicant | None,
    contact: Contact | None,
    trace: str | None,
) -> Pending:
    """The contact comes first, so that whoever reads `contact_seq` in a lifecycle event finds it published.

    A secret dossier is found by its code alone: nobody finds it by a phone or an identity number.
    """
    decision = open_dossier(command, rules)
    code = command.filing.code
    told = contact is not None and not command.filing.sandbox and not command.filing.secret
    contacts = () if contact is None or not told else (_contact_event(sealing, code, contact, command.at, trace),)
    sealed = sealing.encrypt(code, applicant)
    if sealed is not None and command.filing.secret:
        sealed = replace(sealed, lookup=())
    kept = Kept(decision.dossier, sealed)
    return Pending(kept, (*contacts, *lifecycle_events(decision.events, trace)))


def _contact_event(sealing: Sealing, code: str, contact: Contact, at: datetime, trace: str | None) -> NewEvent:
    return NewEvent(CONTACT, sealing.contact_event(code, contact, at), code, code, trace)
