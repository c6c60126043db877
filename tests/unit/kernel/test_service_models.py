"""Model days, extended hours and paperless services of the five provinces, granted by rule."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue, CatalogueError, Claim, Granted, Place, Refusal, load

Local = Callable[[str], datetime]
Ask = Callable[..., Granted]

_NO = {"needs_verification": "false"}
_YES = {"needs_verification": "true"}


@pytest.fixture
def ask(shipped: Catalogue, local: Local) -> Ask:
    """By agency, procedure and Viet Nam's wall clock."""

    def granted(agency: str, ref: str, at: str, *tags: str, **more: Any) -> Granted:
        procedure = shipped.procedure_at(ref, AgencyCode(agency))
        claim = Claim(agency=AgencyCode(agency), procedure=procedure, received_at=local(at), tags=frozenset(tags))
        return shipped.grant(replace(claim, **more))

    return granted


@pytest.mark.parametrize(
    ("agency", "ref", "at", "attributes", "dropped"),
    [
        pytest.param("H90.04.01", "1.004873@1", "2023-10-19 09:00", _NO, None, id="Thursday"),
        pytest.param("H90.04.01", "1.004873@1", "2023-10-19 09:00", {}, None, id="nothing said: as the procedure"),
        pytest.param("H90.04.01", "1.004873@1", "2023-10-19 09:00", _YES, "condition_not_met", id="verification"),
        pytest.param("H90.04.01", "1.004873@1", "2023-10-18 09:00", _NO, "other_weekday", id="Wednesday"),
        pytest.param("H90.04.01", "1.004873@1", "2023-10-12 09:00", _NO, "no_rule_here", id="before the plan"),
        pytest.param("H90.04.01", "1.004873@1", "2024-04-18 09:00", _NO, "day_off", id="holiday lapses"),
        pytest.param("H90.04.01", "1.000894@1", "2023-10-19 09:00", _NO, "procedure_not_listed", id="other procedure"),
        pytest.param("H92.02.01", "1.004873@1", "2023-10-19 09:00", _NO, "no_rule_here", id="other province"),
        pytest.param("H90.01", "1.001612@1", "2023-10-17 09:00", _NO, None, id="Dak Song's second day"),
        pytest.param("H90.04", "1.001612@1", "2023-10-17 09:00", _NO, "other_weekday", id="only there"),
        pytest.param("H90.02", "2.000720@1", "2023-10-19 09:00", {}, None, id="Dak Mil adds a change"),
        pytest.param("H90.02", "1.001612@1", "2023-10-19 09:00", _NO, None, id="besides the plan's four"),
        pytest.param("H90.04", "2.000720@1", "2023-10-19 09:00", _NO, "procedure_not_listed", id="added only there"),
        pytest.param("H90.03.01", "1.000894@1", "2023-10-19 09:00", _NO, None, id="Quang Truc adds marriage"),
        pytest.param("H90.03.01", "1.000894@1", "2023-10-19 09:00", _YES, "condition_not_met", id="if not verified"),
        pytest.param(
            "H90.04.01", "1.001193@1", "2024-12-26 09:00", _NO, "procedure_not_listed", id="last Thursday of 580"
        ),
        pytest.param("H90.04.01", "1.001193@1", "2025-01-07 09:00", _NO, None, id="first Tuesday of the next plan"),
        pytest.param("H91.01.01", "1.004873@1", "2023-10-20 09:00", _NO, None, id="Hoang Quang on Friday"),
        pytest.param("H91.01.01", "1.004873@1", "2023-10-19 09:00", _NO, "other_weekday", id="not on Thursday"),
    ],
)
def test_no_appointment(
    ask: Ask, agency: str, ref: str, at: str, attributes: dict[str, str], dropped: str | None
) -> None:
    """Granted where claimed and its rule holds; else the dossier goes on without it, and the reason is told."""
    granted = ask(agency, ref, at, "no_appointment", attributes=attributes)
    assert granted.tags == (frozenset() if dropped else {"no_appointment"})
    assert granted.dropped == ({"no_appointment": dropped} if dropped else {})
    assert granted.refuse is None


def test_tag_is_never_granted_unasked(ask: Ask) -> None:
    """A dossier of a model day may be an ordinary one."""
    assert ask("H90.04.01", "1.004873@1", "2023-10-19 09:00", attributes=_NO).tags == frozenset()


@pytest.mark.parametrize(
    ("confirmed", "tags"),
    [({"confirmed_by": "fingerprint"}, {"no_writing"}), ({"attributes": {"confirmed_by": "signature"}}, {"no_writing"}),
     ({}, set())],
)  # fmt: skip
def test_no_writing_needs_a_confirmation(ask: Ask, confirmed: dict[str, Any], tags: set[str]) -> None:
    """By signature or fingerprint."""
    granted = ask("H91.01.01", "1.004873@1", "2023-10-19 09:00", "no_writing", **confirmed)
    assert granted.tags == tags
    assert granted.dropped == ({} if tags else {"no_writing": "not_confirmed"})


def test_both_tags_on_one_dossier(ask: Ask) -> None:
    """Independent of each other, each with its rule and plan."""
    both = {"no_appointment", "no_writing"}
    granted = ask("H90.04.01", "1.004873@1", "2023-10-19 09:00", *both, attributes=_NO, confirmed_by="signature")
    assert (set(granted.tags), granted.plans, granted.rules) == (both, ("580/KH-UBND",), ("na_province", "nw_province"))


def test_local_addition_cites_its_own_plan(ask: Ask) -> None:
    """So that reports tell it from the province's."""
    assert ask("H90.02", "2.000720@1", "2023-10-19 09:00", "no_appointment").plans == ("KH Đắk Mil",)


@pytest.mark.parametrize(
    ("ref", "at", "tagged", "refused_until"),
    [
        pytest.param("1.001193@1", "2023-07-10 17:00", True, None, id="justice on Monday, summer"),
        pytest.param("9.000101@1", "2023-12-04 17:29", True, None, id="culture on Monday, winter"),
        pytest.param("9.000102@1", "2023-12-08 16:30", True, None, id="cadastral on Friday, winter"),
        pytest.param("1.001193@1", "2023-12-04 17:35", False, None, id="17:35 in winter is too late"),
        pytest.param("1.001193@1", "2023-07-10 16:45", False, None, id="16:45 in summer is an ordinary hour"),
        pytest.param("1.001193@1", "2023-07-10 18:00", False, None, id="closed at 18:00"),
        pytest.param("1.001193@1", "2023-07-11 17:20", False, None, id="Tuesday"),
        pytest.param("9.000102@1", "2023-07-10 17:20", False, "2023-07-14 17:00", id="cadastral on Monday"),
        pytest.param("1.001193@1", "2023-12-08 16:45", False, "2023-12-11 16:30", id="justice on Friday"),
        pytest.param("1.001193@1", "2023-10-13 17:20", False, "2023-10-16 16:30", id="told with the new season"),
        pytest.param("9.000102@1", "2023-08-28 17:20", False, "2023-09-08 17:00", id="a holiday Friday is left out"),
    ],
)
def test_ninth_hour_takes_the_fields_of_its_day(
    ask: Ask, local: Local, ref: str, at: str, *, tagged: bool, refused_until: str | None
) -> None:
    """The tag comes by time alone; another field is refused with its next window; elsewhere it is merely untagged."""
    granted = ask("H91.11.02", ref, at)
    assert granted.tags == ({"ninth_hour"} if tagged else set())
    assert granted.refuse == (Refusal("field_not_served", local(refused_until)) if refused_until else None)


def test_claimed_outside_its_window_it_is_dropped(ask: Ask) -> None:
    """A fact of time cannot be claimed."""
    assert ask("H91.11.02", "1.001193@1", "2023-12-04 17:35", "ninth_hour").dropped == {"ninth_hour": "outside_window"}


def test_online_filing_has_no_window(ask: Ask) -> None:
    """Open at any hour, whatever the field."""
    granted = ask("H91.11.02", "9.000102@1", "2023-07-10 17:20", channel="online")
    assert (granted.tags, granted.refuse) == (frozenset(), None)


def test_field_that_no_window_serves(ask: Ask) -> None:
    """Refused without a next window."""
    assert ask("H91.11.02", "1.011441@1", "2023-07-10 17:20").refuse == Refusal("field_not_served", None)


def test_volunteer_saturday(ask: Ask, shipped: Catalogue, local: Local) -> None:
    """Tagged by its day at the named branches; the appointment is that of Monday's opening."""
    branch, procedure = AgencyCode("H91.20.11"), shipped.procedure("1.011441@1")
    granted = ask(branch, procedure.ref, "2023-07-08 09:00")
    assert granted.tags == {"volunteer_saturday"}
    saturday, monday = local("2023-07-08 09:00"), local("2023-07-10 07:00")
    assert shipped.appointment(procedure, saturday, granted.tags, branch) == shipped.appointment(
        procedure, monday, (), branch
    )
    assert ask("H91.20.01", procedure.ref, "2023-07-08 09:00").tags == frozenset()
    assert ask(branch, procedure.ref, "2023-07-07 09:00", "volunteer_saturday").dropped == {
        "volunteer_saturday": "other_weekday"
    }


def test_made_up_saturday_is_an_ordinary_day(ask: Ask) -> None:
    """Worked with full hours, so nobody volunteers."""
    assert ask("H91.20.11", "1.011441@1", "2024-05-04 09:00").tags == frozenset()


@pytest.mark.parametrize(
    ("at", "ticket", "tags", "dropped"),
    [
        ("2023-07-10 17:05", {"ticket_before_close": True}, {"after_hours"}, {}),
        ("2023-07-10 17:05", {"attributes": {"ticket": "before_close"}}, {"after_hours"}, {}),
        ("2023-07-10 17:05", {}, set(), {"after_hours": "no_ticket"}),
        ("2023-07-10 16:55", {"ticket_before_close": True}, set(), {"after_hours": "outside_window"}),
    ],
)
def test_after_hours_needs_a_ticket(
    ask: Ask, at: str, ticket: dict[str, Any], tags: set[str], dropped: dict[str, str]
) -> None:
    """Issued before closing, served after it."""
    granted = ask("H91.90", "1.001193@1", at, "after_hours", **ticket)
    assert (set(granted.tags), dict(granted.dropped)) == (tags, dropped)


@pytest.mark.parametrize(
    ("ref", "at", "channel", "refused"),
    [
        pytest.param("9.500001@1", "2023-07-10 09:00", "direct", True, id="paperless service"),
        pytest.param("9.600001@1", "2023-07-12 09:00", "direct", True, id="paperless day"),
        pytest.param("9.600001@1", "2023-07-10 09:00", "direct", False, id="another service on another day"),
        pytest.param("9.500001@1", "2023-07-12 09:00", "online", False, id="online"),
    ],
)
def test_paper_is_refused(ask: Ask, ref: str, at: str, channel: str, *, refused: bool) -> None:
    """By service or by day, and marked so; claimed or not."""
    for claimed in ((), ("paper_refused",)):
        granted = ask("H93.90", ref, at, *claimed, channel=channel)
        assert granted.refuse == (Refusal("paper_refused") if refused else None)
        assert granted.tags == ({"paper_refused"} if refused else set())
    assert ask("H93.30", ref, at, channel=channel).refuse is None


def test_labels_stay_as_claimed(ask: Ask) -> None:
    """No calendar rule governs them."""
    labels = {"fee", "slip", "certification", "hotline", "citizen_reception", "interlinked", "secret"}
    granted = ask("H92.02.01", "1.001193@1", "2023-07-10 09:00", *labels)
    assert (set(granted.tags), dict(granted.dropped)) == (labels, {})


def test_three_models_at_hoang_quang(shipped: Catalogue) -> None:
    """All in force together, each with its tag."""
    rules = shipped.service_models.rules_for(AgencyCode("H91.01.01"), date(2023, 7, 3))
    assert {rule.tag for rule in rules} == {"citizen_reception", "no_writing", "no_appointment"}


def test_windows_are_sixty_minutes(shipped: Catalogue) -> None:
    """In summer and in winter (G16c, G16d)."""
    rules = shipped.service_models.rules_for(AgencyCode("H91.11.02"), date(2023, 7, 3))
    lengths = {window.length.seconds // 60 for rule in rules for season in rule.windows for window in season.windows}
    assert lengths == {60}


def test_next_plan_refuses_fewer_days(shipped_texts: dict[str, str]) -> None:
    """A local rule with one day a week is in order under plan 580 and refused from the day of its successor."""
    one_day = (
        "calendar_rules:\n  - {key: one_day, tag: no_appointment, effect: same_day, agencies: [H90.05], "
        "weekdays: [4], valid_from: 2024-01-01%s}\n"
    )
    load(shipped_texts | {"local.yaml": one_day % ", valid_to: 2024-12-31"})
    with pytest.raises(CatalogueError) as caught:
        load(shipped_texts | {"local.yaml": one_day % ""})
    (problem,) = caught.value.problems
    assert problem.place == Place("local.yaml", 2)
    assert "on 1 weekdays a week at H90.05, plan Kế hoạch thay thế 580/KH-UBND asks for 2" in problem.what


def test_old_dossiers_keep_the_old_plan(shipped: Catalogue) -> None:
    """What was received under 580 is asked about by its own day."""
    rules = {
        day: {rule.plan for rule in shipped.service_models.rules_for(AgencyCode("H90.04.01"), day)}
        for day in (date(2024, 12, 31), date(2025, 1, 1))
    }
    assert rules == {date(2024, 12, 31): {"580/KH-UBND"}, date(2025, 1, 1): {"Kế hoạch thay thế 580/KH-UBND"}}
