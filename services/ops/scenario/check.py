"""Every replayed dossier, read back over HTTP, against what its batch says: tagged, dated, priced and numbered."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue
from services.kernel.dossier_code import parse_dossier_code
from services.kernel.status import Outcome
from services.kernel.times import local_day, require_utc
from services.ops.scenario.plan import Planned

__all__ = ["differences", "wrong_numbers"]

_SAME_DAY: Final = "no_appointment"
_REST_DAY: Final = "volunteer_saturday"


def differences(planned: Planned, body: Mapping[str, Any], catalogue: Catalogue) -> list[str]:
    """What the dossier's representation says otherwise than its batch; empty when all is right."""
    found = [
        ("tags", sorted(body["tags"]), sorted(planned.batch.tags)),
        ("agency", body["agency"], planned.agency),
        ("procedure", body["procedure"], planned.procedure),
        ("channel", body["channel"], planned.batch.channel),
        *_dates(planned, body, catalogue),
        *_price(planned, body),
        *_limit(planned, catalogue),
    ]
    return [
        f"{body['code']} ({planned.batch.id}): {what} {is_!r}, must be {must!r}"
        for what, is_, must in found
        if is_ != must
    ]


def wrong_numbers(coded: Iterable[tuple[str, Planned]], catalogue: Catalogue) -> list[str]:
    """Codes that are not of their agency and day, and days whose numbers do not run from the first without a gap."""
    numbers: defaultdict[tuple[AgencyCode, date], list[int]] = defaultdict(list)
    wrong = []
    for text, planned in coded:
        code = parse_dossier_code(text)
        numbers[code.agency, code.day].append(code.sequence)
        if (code.agency, code.day) != (planned.agency, planned.day):
            wrong.append(f"{text}: must be a number of {planned.agency} on {planned.day}")
    for (agency, day), given in numbers.items():
        first = catalogue.agency(agency).paper_start
        if sorted(given) != list(range(first, first + len(given))):
            wrong.append(f"{agency} on {day}: {len(given)} dossiers, numbers {min(given)} to {max(given)}")
    return wrong


def _dates(planned: Planned, body: Mapping[str, Any], catalogue: Catalogue) -> Iterator[tuple[str, Any, Any]]:
    if planned.outcome == Outcome.REFUSED:
        yield "received_at", body["received_at"], None
        return
    # An apology promises another day and leaves the due time; a clock that stands still has none.
    due = _instant(body["due_at"] or body["appointment"])
    yield "received_at", _instant(body["received_at"]), planned.received_at
    procedure = catalogue.procedure_at(planned.procedure, planned.agency)
    yield "due", due, catalogue.appointment(procedure, planned.received_at, planned.batch.tags, planned.agency)
    if _SAME_DAY in planned.batch.tags:
        yield "day of the due time", local_day(due), planned.day
    if _REST_DAY in planned.batch.tags and procedure.limit_minutes is not None:
        calendar = catalogue.calendar_for(planned.agency)
        from_opening = calendar.add(calendar.next_opening(planned.received_at), procedure.limit_minutes)
        yield "due from the next opening", due, from_opening


def _price(planned: Planned, body: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Only where the batch states what was to be paid."""
    paid = planned.attributes.get("fee_paid")
    if paid is not None:
        yield "fee", body["fee"]["total_vnd"], int(paid)


def _limit(planned: Planned, catalogue: Catalogue) -> Iterator[tuple[str, Any, Any]]:
    """Only where the batch states the time limit of its procedure's version."""
    hours = planned.attributes.get("limit_hours")
    if hours is not None:
        yield "limit", catalogue.procedure_at(planned.procedure, planned.agency).limit_hours, int(hours)


def _instant(text: str) -> datetime:
    return require_utc(datetime.fromisoformat(text))
