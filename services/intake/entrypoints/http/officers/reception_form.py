"""What an officer fills in at reception, as the same form that software sends."""

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from services.intake.application.officers.offer import Offer
from services.intake.entrypoints.http.dossiers.forms import FilingForm
from services.intake.entrypoints.http.officers.desk import Visit
from services.runtime.web.desk.field_errors import invalid_fields

__all__ = ["HANDED_IN", "applicant_values", "components_of", "filing_form"]

HANDED_IN = "paper-"
"""Prefix of the field of each paper; its value is the national code of how it was handed in, empty for missing."""
_APPLICANT = ("name", "kind", "phone", "id_number", "address", "language")
_LINKS = ("ticket", "call", "exemption", "waiver")


def filing_form(visit: Visit, offer: Offer, *, accept: bool) -> FilingForm:
    """Raises Problem(fields_invalid), naming fields as the page does."""
    values: dict[str, Any] = {
        "procedure": offer.procedure.code,
        "applicant": applicant_values(visit),
        "channel": visit.text("channel") or "direct",
        "tags": visit.texts("tags"),
        "accept": accept,
        **{name: value for name in _LINKS if (value := visit.text(name))},
    }
    if offer.case is not None:
        values |= {"case": offer.case.key, "components": list(components_of(visit, offer))}
    try:
        return FilingForm.model_validate(values)
    except ValidationError as error:
        raise invalid_fields(error) from None


def applicant_values(visit: Visit) -> dict[str, str]:
    """Empty fields are left out, so that the form's own defaults hold."""
    return {name: value for name in _APPLICANT if (value := visit.text(name))}


def components_of(visit: Visit, offer: Offer) -> Iterator[dict[str, Any]]:
    for rule in offer.case.components if offer.case else ():
        if (form := visit.text(f"{HANDED_IN}{rule.key}")).isdigit():
            yield {"key": rule.key, "form": int(form)}
