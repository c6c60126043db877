"""What was filed, as agencies see it: components, service models, fees, and what led to the filing."""

from datetime import datetime, timedelta
from typing import Any

from services.intake.application.dossiers.filing_words import closing_words, dropped_words
from services.intake.application.local_text import local_text
from services.intake.application.terms import Terms
from services.intake.domain.components import Component
from services.intake.domain.dossier import Dossier, Filing
from services.intake.domain.fee_payments import paid
from services.kernel.fees import FeeDue

__all__ = ["fee_view", "filing_view"]


def filing_view(dossier: Dossier, terms: Terms) -> dict[str, Any]:
    filing = dossier.filing
    return {
        "case": filing.case,
        "components": _components(filing, terms),
        "applicant_kind": filing.applicant_kind,
        "exemption": filing.exemption,
        "assisted_by": filing.assisted_by,
        "event_tag": filing.event_tag,
        "confirmed_by": filing.confirmed_by,
        "parent": filing.parent,
        "ticket": filing.ticket,
        "call": filing.call,
        "visit": filing.visit,
        "draft": filing.draft,
        "secret": filing.secret,
        "sandbox": filing.sandbox,
        "personally_signed": filing.personally_signed,
        "plans": list(filing.plans),
        "dropped_tags": [_dropped(tag, reason) for tag, reason in filing.dropped.items()],
        "result": _result(dossier),
        "warning": closing_warning(dossier, terms),
    }


def fee_view(dossier: Dossier) -> dict[str, Any]:
    """What is to pay, line by line, and what was paid."""
    filing = dossier.filing
    return {
        "total_vnd": filing.fee_vnd,
        "paid_vnd": paid(dossier.fee_payments),
        "lines": [_fee(line) for line in filing.fees],
        "payments": [
            {
                "reference": each.reference,
                "amount_vnd": each.amount_vnd,
                "method": each.method,
                "at": local_text(each.at),
            }
            for each in dossier.fee_payments
        ],
    }


def _result(dossier: Dossier) -> dict[str, Any] | None:
    """The digitised result; the file itself is at /v1/files."""
    result = dossier.digitised
    if result is None:
        return None
    return {
        "reference": result.reference,
        "file": result.file,
        "pages": result.pages,
        "valid_to": result.valid_to.isoformat() if result.valid_to else None,
        "stands_for": result.stands_for,
    }


def closing_warning(dossier: Dossier, terms: Terms) -> dict[str, Any] | None:
    """For a same-day dossier that came shortly before the cut-off or the closing, or after the cut-off."""
    received, filing = dossier.received_at, dossier.filing
    calendar = terms.calendar(filing)
    if received is None or not terms.is_same_day(filing, received):
        return None
    rules = terms.rules(calendar.local_day(received), filing.agency)
    cutoff = datetime.combine(calendar.local_day(received), rules.same_day_cutoff, calendar.zone)
    closing = calendar.closing_of(calendar.local_day(received))
    last = cutoff if closing is None else min(cutoff, closing)
    if received < last - timedelta(minutes=rules.same_day_warning_minutes):
        return None
    missed = received > last
    vi, en = closing_words(f"{last.astimezone(calendar.zone):%H:%M}", missed=missed)
    return {"reason": "after_cutoff" if missed else "closing_soon", "text_vi": vi, "text_en": en}


def _components(filing: Filing, terms: Terms) -> list[dict[str, Any]] | None:
    if filing.components is None:
        return None
    names = {rule.key: (rule.name_vi, rule.name_en) for rule in terms.component_rules(filing)}
    return [_component(each, names.get(each.key, (each.key, each.key))) for each in filing.components]


def _component(component: Component, names: tuple[str, str]) -> dict[str, Any]:
    return {
        "key": component.key,
        "name": names[0],
        "name_en": names[1],
        "form": int(component.form),
        "copies": component.copies,
        "digitised": component.digitised,
        "file": component.file,
        "source": component.source,
        "waived": component.waived,
        "fell_back_to_paper": component.fell_back,
        "reused_result": component.reused,
        "reason": component.reason,
    }


def _dropped(tag: str, reason: str) -> dict[str, str]:
    vi, en = dropped_words(reason)
    return {"tag": tag, "reason": reason, "text_vi": vi, "text_en": en}


def _fee(line: FeeDue) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "name": line.name_vi,
        "amount_vnd": line.amount,
        "list_amount_vnd": line.list_amount,
        "reduction": line.reduction,
        "moment": line.moment,
    }
