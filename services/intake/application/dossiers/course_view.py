"""What became of a dossier after filing, as agencies see it: requests, apology, stop notice, signatures, violations.

Its agency stays the one that received it; `successors` took that agency's work over.
"""

from collections.abc import Mapping
from typing import Any

from services.intake.application.local_text import local_text
from services.intake.application.terms import Terms
from services.intake.domain.dossier import Dossier
from services.kernel.catalogue.pack_rules import Label, StopReason

__all__ = ["course_view"]


def course_view(dossier: Dossier, terms: Terms) -> dict[str, Any]:
    return {
        "successors": [{"agency": each.code, "name": each.name} for each in terms.heirs(dossier.agency)],
        "substate": _substate(dossier, terms),
        "supplement": _supplement(dossier, terms),
        "refusal": _refusal(dossier, terms),
        "apology": _apology(dossier, terms),
        "stop_notice": _stop_notice(dossier, terms),
        "signatures": [
            {
                "role": each.role,
                "on_behalf_of": each.on_behalf_of,
                "prefix": each.prefix,
                "document_number": each.document_number,
                "at": local_text(each.at),
            }
            for each in dossier.signatures
        ],
        "late_cause": dossier.late_cause,
        "violations": [{"kind": each.kind, "at": local_text(each.at)} for each in dossier.violations],
    }


def _substate(dossier: Dossier, terms: Terms) -> dict[str, Any] | None:
    """The key alone when the rules of the day no longer know it: what was said stays said."""
    if dossier.substate is None:
        return None
    known = terms.rules_of(dossier.filing).substates.get(dossier.substate)
    labels = (known.label_vi, known.label_en) if known else (dossier.substate, dossier.substate)
    return {"key": dossier.substate, "label_vi": labels[0], "label_en": labels[1]}


def _supplement(dossier: Dossier, terms: Terms) -> dict[str, Any] | None:
    """The last request, its papers by the names of the procedure's case; `requests` counts all of them."""
    if not dossier.supplements:
        return None
    last = dossier.supplements[-1]
    return {
        "requests": len(dossier.supplements),
        "asked_at": local_text(last.asked_at),
        "components": [_paper(key, dossier, terms) | {"missing": key in last.missing} for key in last.components],
        "reply_by": local_text(last.reply_by),
        "settled_at": local_text(last.settled_at),
    }


def _paper(key: str, dossier: Dossier, terms: Terms) -> dict[str, Any]:
    filing = dossier.filing
    cases = terms.procedure(filing.procedure, filing.agency, None).cases
    own = [cases[filing.case]] if filing.case in cases else cases.values()
    known = next((found for case in own if (found := case.component(key))), None)
    return {"key": key, "name_vi": known.name_vi if known else key, "name_en": known.name_en if known else key}


def _refusal(dossier: Dossier, terms: Terms) -> dict[str, Any] | None:
    """With the public page of the procedure, which tells how else to file."""
    reason, filing = dossier.refusal_reason, dossier.filing
    if reason is None:
        return None
    guidance = f"/thu-tuc/{filing.procedure.partition('@')[0]}"
    return {**_worded(reason, terms.rules_of(filing).refusal_reasons), "guidance": guidance}


def _apology(dossier: Dossier, terms: Terms) -> dict[str, Any] | None:
    sent = dossier.apology
    if sent is None:
        return None
    return {
        **_worded(sent.reason, terms.rules_of(dossier.filing).apology_reasons),
        "sent_at": local_text(sent.sent_at),
        "instead_of": local_text(sent.instead_of),
        "promised_at": local_text(sent.promised_at),
        "verdict": sent.verdict,
    }


def _stop_notice(dossier: Dossier, terms: Terms) -> dict[str, Any] | None:
    notice = dossier.stop_notice
    if notice is None:
        return None
    worded = _worded(notice.reason, terms.rules_of(dossier.filing).stop_reasons)
    return {**worded, "at": local_text(notice.at), "fees": notice.fees}


def _worded(reason: str, texts: Mapping[str, Label | StopReason]) -> dict[str, str]:
    """A reason with its text on the forms; one that the rules of the day no longer list speaks for itself."""
    text = texts.get(reason)
    return {
        "reason": reason,
        "reason_vi": text.vi if text else reason,
        "reason_en": text.en if text else reason,
    }
