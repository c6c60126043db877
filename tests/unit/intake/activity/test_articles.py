"""What two articles tell of desks, played at ours and counted from the events alone."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from services.intake.application.activity.file_petition import FiledPetition
from services.intake.application.activity.petition_steps import PetitionStep
from services.intake.application.activity.petition_texts import Written
from services.intake.application.activity.record_call import CallMade
from services.intake.domain.dossier import Dossier, HistoryEntry
from services.kernel.agency_code import AgencyCode
from services.kernel.status import Status
from services.runtime.failures import PermanentError
from tests.unit.intake.activity.counters import Counters
from tests.unit.intake.desk import at, filing

DONG_TIEN = AgencyCode("H91.11.01")
CENTRE = AgencyCode("H91.90")
COMMUNES = tuple(AgencyCode(f"H92.10.{number:02d}") for number in range(1, 4))
RECEIVED = at("2023-07-11 09:00")


def bodies(desk: Counters, words: str) -> list[dict[str, Any]]:
    """Every event of a type that the desk published."""
    records = list(desk.store.tables["activity"].rows)
    return [body for record in records for told, body in desk.events(record) if told == words]


async def test_the_hotline_of_one_commune() -> None:
    """120 calls: 118 transferred, 2 unanswered; 100 linked dossiers, 97 of them complete at the first try: 97.00%."""
    desk, asked = Counters(now=at("2023-07-10 08:00")), HistoryEntry("asked", RECEIVED, Status.SUPPLEMENT_REQUESTED)
    for number in range(120):
        answered_by = "extension" if number < 118 else "nobody"
        request = desk.request(f"call-{number}", agency=DONG_TIEN)
        made = (await desk.desk.record_call(request, CallMade(answered_by, field="justice"))).body["call"]
        if number < 100:
            filed = replace(filing(RECEIVED, f"{DONG_TIEN}-230711-{number:04d}"), agency=DONG_TIEN)
            history = (asked,) if number < 3 else ()
            await desk.keep(Dossier(filed, Status.IN_PROCESS, received_at=RECEIVED, history=history))
            await desk.desk.link_call(request, made, filed.code)
    assert Counter(body["outcome"] for body in bodies(desk, "call.recorded")) == {"transferred": 118, "unanswered": 2}
    linked = bodies(desk, "call.linked")
    complete = sum(body["complete"] for body in linked)
    assert (len(linked), round(float(Fraction(100 * complete, len(linked))), 2)) == (100, 97.0)


async def test_the_provincial_centre_works_until_done() -> None:
    """25 tickets drawn before closing are served after it; three people who come after closing get none."""
    desk = Counters(now=at("2023-07-10 16:55"))
    for _ in range(25):
        await desk.draw("land", agency=CENTRE)
    for minute in range(3):
        desk.now = at("2023-07-10 17:00") + timedelta(minutes=minute)
        with pytest.raises(PermanentError, match="desk_closed"):
            await desk.draw("land", agency=CENTRE)
    while called := await desk.desk.call_next(desk.request(agency=CENTRE), frozenset({"land"}), "1"):
        desk.now += timedelta(minutes=4)
        await desk.finish(called["ticket"], CENTRE)
    served = bodies(desk, "ticket.served")
    assert (len(served), all(body["after_hours"] for body in served)) == (25, True)
    assert {body["service_minutes"] for body in served} == {4}


async def test_three_communes_open_late_on_two_days() -> None:
    """Six breaches of the calendar, and no other."""
    desk = Counters()
    for day in ("2023-10-02", "2023-10-03"):
        for commune in COMMUNES:
            desk.now = at(f"{day} 07:50")
            await desk.desk.hours.open(desk.request(agency=commune))
            desk.now = at(f"{day} 17:00")
            await desk.desk.hours.close(desk.request(agency=commune))
    opened, closed = bodies(desk, "desk.opened"), bodies(desk, "desk.closed")
    assert [(body["breach"], body["late_minutes"]) for body in opened] == [(True, 20)] * 6
    assert not any(body["breach"] for body in closed)


async def test_twenty_petitions_of_a_province() -> None:
    """All acknowledged, six about the conduct of officers, nineteen answered in time."""
    desk = Counters(now=at("2023-10-02 08:00"))
    petitions = []
    for number in range(20):
        about = "officer_conduct" if number < 6 else "other"
        request = desk.request(f"petition-{number}", agency=COMMUNES[0])
        filed = await desk.desk.file_petition(request, FiledPetition("feedback", Written("x"), about))
        petitions.append(filed.body["petition"])
    for number, petition in enumerate(petitions):
        request = desk.request(agency=COMMUNES[0])
        desk.now = at("2023-10-03 08:00")
        await desk.desk.handle_petition.step(request, petition, PetitionStep("acknowledge"))
        desk.now = at("2023-10-23 17:00" if number else "2023-10-24 08:00")
        await desk.desk.handle_petition.step(request, petition, PetitionStep("answer", "x"))
    assert len(bodies(desk, "petition.acknowledged")) == 20
    assert Counter(body["about"] for body in bodies(desk, "petition.received"))["officer_conduct"] == 6
    assert Counter(body["in_time"] for body in bodies(desk, "petition.answered")) == {True: 19, False: 1}
