"""GET and POST /phan-anh: what a petition is, its time limits, and the form"""

from typing import Any, Final

from fastapi import Request
from pydantic import ValidationError
from starlette.responses import Response

from services.intake.application.activity.file_petition import FilePetition
from services.intake.application.terms import Terms
from services.intake.entrypoints.http.activity.petition_form import PetitionForm
from services.intake.entrypoints.http.activity.public_petition import public_request
from services.intake.entrypoints.http.public.public_pages import AgencyQuery, LanguageQuery, public_page, spoken
from services.intake.entrypoints.http.public.sent_form import KEY, new_key, refused_by, sent_texts, wrong_fields
from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import RulePack
from services.kernel.times import Clock, local_day
from services.runtime.auth.ratelimit import RateLimiter
from services.runtime.failures import PermanentError
from services.runtime.web import ApiRouter
from services.runtime.web.callers import address_of

__all__ = ["PATH", "add_petition_page"]

PATH: Final = "/phan-anh"
_KINDS: Final = ("feedback", "proposal", "denunciation")


def add_petition_page(
    router: ApiRouter, file_petition: FilePetition, terms: Terms, clock: Clock, writers: RateLimiter
) -> None:
    """Sent twice, a form is one petition. Code and token are shown once and stand in no address."""

    def form(language: str, values: dict[str, str], status: int = 200, **said: Any) -> Response:
        agency = terms.catalogue.agencies.get(AgencyCode(values.get("agency", "")))
        rules = _rules(terms, clock, agency.code if agency else None)
        asked = {"agency": agency.code if agency else ""}
        shown: dict[str, Any] = {"agency": agency, "rules": rules, "kinds": _KINDS, "sent": values}
        shown |= {"refused": None, "key": new_key()} | said
        return public_page("petition.html", language, PATH, status, asked=asked, kept=False, **shown)

    @router.get(PATH, include_in_schema=False)
    async def blank(agency: AgencyQuery = "", language: LanguageQuery = "vi") -> Response:
        return form(language, {"agency": agency})

    @router.post(PATH, include_in_schema=False)
    async def send(request: Request, language: LanguageQuery = "vi") -> Response:
        texts = await sent_texts(request)
        key = texts.pop(KEY, "") or new_key()
        try:
            writers.take(address_of(request))
            petition = PetitionForm.model_validate({"language": spoken(language)} | texts)
            asked = public_request(petition.agency, key, petition.model_dump_json().encode())
            filed = await file_petition(asked, petition.filed())
        except ValidationError as error:
            refused = wrong_fields(error, spoken(language))
            return form(language, texts, refused.status, refused=refused, key=key)
        except PermanentError as error:
            refused = refused_by(error, spoken(language))
            return form(language, texts, refused.status, refused=refused, key=key)
        return public_page("petition_sent.html", language, PATH, kept=False, petition=filed.body)


def _rules(terms: Terms, clock: Clock, agency: AgencyCode | None) -> RulePack:
    today = local_day(clock())
    return terms.catalogue.rules_on(today, agency) if agency else terms.catalogue.pack_on(today)
