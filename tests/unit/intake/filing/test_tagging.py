"""Service models at reception: what a dossier is tagged, when it is due, and what is not received."""

import itertools
from typing import Any

import pytest

from services.intake.application.dossiers.course_view import course_view
from services.intake.application.dossiers.filing_view import closing_warning, filing_view
from services.intake.application.refusals import as_permanent
from services.intake.domain.errors import RuleError
from services.kernel.status import Outcome, Status
from services.runtime.failures import PermanentError
from tests.unit.intake.desk import at, terms
from tests.unit.intake.filing.counter import accepted, filed, receivable

MARITAL = "1.004873"
MODEL_THURSDAY = "2024-05-16 08:00"
COMMUNE = "H90.04.01"


def test_the_no_appointment_day_gives_the_tag_and_the_same_day() -> None:
    """Under plan 580, whose number stays with the dossier."""
    dossier = filed(MODEL_THURSDAY, COMMUNE, MARITAL, tags=("no_appointment",))
    assert dossier.filing.tags == ("no_appointment",)
    assert dossier.filing.plans == ("580/KH-UBND",)
    assert dossier.due_at == at("2024-05-16 17:00")


def test_a_case_that_needs_verification_gets_a_normal_appointment() -> None:
    """The tag is dropped with its reason, which the desk is told; the dossier goes on."""
    said = {"needs_verification": "true"}
    dossier = filed(MODEL_THURSDAY, COMMUNE, MARITAL, tags=("no_appointment",), attributes=said)
    assert (dossier.filing.tags, dossier.filing.dropped) == ((), {"no_appointment": "condition_not_met"})
    assert dossier.due_at == at("2024-05-21 08:00")
    told = filing_view(dossier, terms())["dropped_tags"]
    assert [(each["tag"], each["text_en"]) for each in told] == [
        ("no_appointment", "The dossier does not meet the condition")
    ]


@pytest.mark.parametrize("claimed", list(itertools.product([False, True], repeat=2)))
@pytest.mark.parametrize("confirmed", [None, "signature", "fingerprint"])
def test_the_two_tags_are_independent(claimed: tuple[bool, bool], confirmed: str | None) -> None:
    """Each holds by its own rule: no-writing needs the citizen's hand, no-appointment does not."""
    tags = tuple(itertools.compress(("no_appointment", "no_writing"), claimed))
    dossier = filed(MODEL_THURSDAY, COMMUNE, MARITAL, tags=tags, confirmed_by=confirmed)
    assert ("no_appointment" in dossier.filing.tags) is claimed[0]
    assert ("no_writing" in dossier.filing.tags) is (claimed[1] and confirmed is not None)


def test_a_local_weekday_holds_there_only() -> None:
    """Đắk Song has two days a week; on a Tuesday nobody else has."""
    household = "1.001612"
    assert filed("2024-05-14 08:00", "H90.01", household, tags=("no_appointment",)).filing.tags
    assert not filed("2024-05-14 08:00", "H90.04", household, tags=("no_appointment",)).filing.tags


def test_what_a_locality_adds_is_tagged_there_only() -> None:
    """Change of household business at Đắk Mil, marriage at Quảng Trực."""
    for agency, procedure in (("H90.02", "2.000720"), ("H90.03.01", "1.000894")):
        here = filed(MODEL_THURSDAY, agency, procedure, tags=("no_appointment",))
        elsewhere = filed(MODEL_THURSDAY, "H90.04", procedure, tags=("no_appointment",))
        assert (here.filing.tags, elsewhere.filing.tags) == (("no_appointment",), ())


def test_a_dossier_received_later_is_judged_by_its_reception() -> None:
    """Filed on line on Wednesday, received on Thursday: the model day is the day of reception, and the other way."""
    wednesday = filed("2024-05-15 20:00", COMMUNE, MARITAL, accept=False, channel="online", tags=("no_appointment",))
    assert wednesday.filing.tags == ()
    thursday = accepted(wednesday, MODEL_THURSDAY)
    assert (thursday.filing.tags, thursday.due_at) == (("no_appointment",), at("2024-05-16 17:00"))
    friday = accepted(
        filed(MODEL_THURSDAY, COMMUNE, MARITAL, accept=False, tags=("no_appointment",)), "2024-05-17 08:00"
    )
    assert (friday.filing.tags, friday.filing.dropped) == ((), {"no_appointment": "other_weekday"})


@pytest.mark.parametrize(
    ("moment", "reason"),
    [("13:59", None), ("14:00", "closing_soon"), ("15:00", "closing_soon"), ("15:01", "after_cutoff")],
)
def test_the_desk_is_warned_before_a_same_day_promise_gets_tight(moment: str, reason: str | None) -> None:
    """As many minutes before the cut-off as the rules say; after it the next working day is due."""
    dossier = filed(f"2024-05-16 {moment}", COMMUNE, MARITAL, tags=("no_appointment",))
    warning = closing_warning(dossier, terms())
    assert (warning and warning["reason"]) == reason
    assert (dossier.due_at == at("2024-05-17 17:00")) is (reason == "after_cutoff")


def test_the_extended_hour_takes_the_days_fields_only() -> None:
    """Cadastral on Monday is not received and told the Friday hour; justice on Friday the Monday hour (s001 F1)."""
    with pytest.raises(RuleError, match="field_not_served") as monday:
        filed("2023-07-10 17:20", "H91.11.02", "9.000102")
    assert monday.value.fields["next_window"] == at("2023-07-14 17:00")
    with pytest.raises(RuleError, match="field_not_served") as friday:
        filed("2023-07-14 17:20", "H91.11.02", "1.001193")
    assert friday.value.fields["next_window"] == at("2023-07-17 17:00")


@pytest.mark.parametrize(
    ("moment", "tags"),
    [
        ("2023-07-10 17:20", ("ninth_hour",)),
        ("2023-12-04 16:45", ("ninth_hour",)),
        ("2023-07-10 16:45", ()),
        ("2023-12-04 17:35", ()),
    ],
)
def test_the_ninth_hour_is_a_fact_of_time(moment: str, tags: tuple[str, ...]) -> None:
    """Tagged inside the season's window without being claimed, never outside it (s001 F2); deadlines do not move."""
    dossier = filed(moment, "H91.11.02", "1.001193", tags=("ninth_hour",) if not tags else ())
    assert dossier.filing.tags == tags


def test_the_ninth_hour_adds_no_working_time() -> None:
    """The domain's own vectors: due at the closing of the next day in either season."""
    assert filed("2023-07-10 17:20", "H91.11.02", "1.001193").due_at == at("2023-07-11 17:00")
    assert filed("2023-12-04 16:45", "H91.11.02", "1.001193").due_at == at("2023-12-05 16:30")


def test_a_volunteer_saturday_receives_and_counts_from_monday() -> None:
    """Only at the branches that hold one."""
    dossier = filed("2023-07-08 09:00", "H91.20.11", "1.011441")
    assert (dossier.filing.tags, dossier.due_at) == (("volunteer_saturday",), at("2023-07-12 17:00"))
    assert filed("2023-07-08 09:00", "H91.20.01", "1.011441").filing.tags == ()


def test_a_ticket_drawn_before_closing_makes_it_after_hours() -> None:
    """Without such a ticket a late reception is no service model."""
    late = "2023-07-10 17:40"
    assert filed(late, "H91.90", "1.001193", ticket="T-1", ticket_before_close=True).filing.tags == ("after_hours",)
    assert filed(late, "H91.90", "1.001193", ticket="T-1").filing.tags == ()


def test_paper_is_refused_by_a_service_without_paper_and_never_received() -> None:
    """Refused at once with the page that says how to file; online is taken."""
    refused = filed("2023-02-07 09:00", "H93.90", "9.500001")
    assert (refused.status, refused.outcome, refused.received_at) == (Status.REFUSED, Outcome.REFUSED, None)
    assert (refused.filing.tags, refused.refusal_reason) == (("paper_refused",), "paper_refused")
    told = course_view(refused, terms())["refusal"]
    assert told["guidance"] == "/thu-tuc/9.500001"
    assert filed("2023-02-07 09:00", "H93.90", "9.500001", channel="online").received_at is not None


def test_paper_is_refused_on_a_day_without_paper_and_taken_the_day_before() -> None:
    """Wednesdays at the centre; what was filed on Tuesday may be received on Wednesday."""
    assert filed("2023-02-08 09:00", "H93.90", "9.600001").status is Status.REFUSED
    tuesday = filed("2023-02-07 16:00", "H93.90", "9.600001", accept=False)
    received = accepted(tuesday, "2023-02-08 09:00")
    assert (received.received_at, received.filing.tags) == (at("2023-02-08 09:00"), ())


def test_a_backfilled_dossier_is_judged_by_the_rules_of_its_day() -> None:
    """Before the plan began the tag does not hold, whenever it is entered."""
    assert filed("2023-10-12 08:00", COMMUNE, MARITAL, tags=("no_appointment",)).filing.tags == ()
    assert filed("2023-10-19 08:00", COMMUNE, MARITAL, tags=("no_appointment",)).filing.tags == ("no_appointment",)


def test_where_a_filing_comes_from_is_tagged_by_itself() -> None:
    """A service point on line, a call to the component hotline, a visit: linked, kept apart from the applicant."""
    online = filed("2023-07-10 09:00", "H91.12.03", "1.001193", channel="online", assisted_by="H91.12.03")
    assert (online.filing.tags, online.filing.assisted, online.filing.assisted_by) == (
        ("online_point",),
        True,
        "H91.12.03",
    )
    assert filed("2023-07-10 09:00", "H91.11.01", "1.001193", call="C-1").filing.tags == ("hotline",)
    assert filed("2023-07-10 09:00", "H91.01.01", "1.001193", visit="V-1").filing.tags == ("citizen_reception",)


@pytest.mark.parametrize(
    ("moment", "agency", "procedure", "said"),
    [
        ("2023-07-10 17:20", "H91.11.02", "9.000102", {}),
        ("2023-07-10 09:00", "H91.11.02", "1.001193", {"components": ()}),
        ("2023-02-07 09:00", "H93.90", "9.500001", {}),
        (MODEL_THURSDAY, COMMUNE, MARITAL, {"tags": ("no_appointment", "no_writing")}),
    ],
)
def test_what_is_asked_before_a_number_is_taken_is_what_opening_says(
    moment: str, agency: str, procedure: str, said: dict[str, Any]
) -> None:
    """The two never differ: else a refusal would leave a gap in the numbers."""
    outcomes = []
    for attempt in (receivable, filed):
        try:
            attempt(moment, agency, procedure, **said)
            outcomes.append("taken")
        except RuleError as error:
            outcomes.append(error.reason)
    assert outcomes[0] == outcomes[1]


def test_the_next_hour_is_told_by_viet_nams_clock() -> None:
    """Whoever reads the refusal is here."""
    with pytest.raises(PermanentError, match="field_not_served") as refused, as_permanent():
        filed("2023-07-10 17:20", "H91.11.02", "9.000102")
    assert refused.value.fields["next_window"] == "2023-07-14T17:00+07:00"
