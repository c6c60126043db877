"""Signatures under a result, and what happens when nobody may sign (domain §11)."""

from collections.abc import Mapping
from typing import Final

from services.intake.domain.commands import Sign, SigningFailed
from services.intake.domain.dossier import Dossier
from services.intake.domain.draft import Draft
from services.intake.domain.errors import not_allowed
from services.kernel.status import Outcome, Status

__all__ = ["fail_signing", "note_late_cause", "sign", "signing_words"]

_SIGNED_IN: Final = frozenset({Status.RECEIVED, Status.IN_PROCESS, Status.FINISHED})
_UNSIGNED_IN: Final = frozenset({Status.RECEIVED, Status.IN_PROCESS})


def sign(draft: Draft, command: Sign) -> None:
    """The same signature again changes nothing."""
    here = draft.dossier
    if here.status not in _SIGNED_IN:
        raise not_allowed(here.status, command.name)
    if command.signature not in here.signatures:
        draft.change(signatures=(*here.signatures, command.signature))
        draft.note("signed")


def fail_signing(draft: Draft, command: SigningFailed) -> None:
    if draft.dossier.status not in _UNSIGNED_IN:
        raise not_allowed(draft.dossier.status, command.name)
    note_late_cause(draft, command.reason)


def note_late_cause(draft: Draft, cause: str) -> None:
    """The first cause of a delay stays: later ones only add to it. What has ended is delayed no more."""
    if draft.dossier.status in _UNSIGNED_IN and draft.dossier.late_cause is None:
        draft.change(late_cause=cause)
        draft.note("signing_failed")


def signing_words(dossier: Dossier) -> Mapping[str, str]:
    """What statistics count signatures and delays by; the last signature is the one that counts.

    Signed here, it counts before one that routing checked under a leg.
    """
    words: dict[str, str] = {}
    if dossier.late_cause is not None and dossier.outcome in {None, Outcome.LATE}:
        words["late_cause"] = dossier.late_cause
    if dossier.signatures:
        last = dossier.signatures[-1]
        words |= {"signer_role": last.role, "on_behalf_of": last.on_behalf_of or "none"}
    elif signed := [leg for leg in dossier.route.legs if leg.signer_role]:
        words |= {"signer_role": signed[-1].signer_role or "", "on_behalf_of": signed[-1].on_behalf_of or "none"}
    return words
