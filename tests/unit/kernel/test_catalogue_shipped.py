"""The catalogue as shipped: what the scenarios and the demo rely on."""

import json
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime

import pytest

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import (
    Catalogue,
    LegClock,
    NoCompetentAgency,
    UnknownAgency,
    UnknownPack,
    UnknownProcedure,
    load,
)
from services.kernel.dossier_code import CodeStyle
from services.kernel.times import VIETNAM

Local = Callable[[str], datetime]


def test_loads_quickly(shipped_texts: dict[str, str]) -> None:
    """Every service loads it at start-up; processor time, best of three, because the machine is shared."""

    def seconds() -> float:
        start = time.process_time()
        load(shipped_texts)
        return time.process_time() - start

    assert min(seconds() for _ in range(3)) < 0.5


def test_agencies_of_all_scenarios_are_there(shipped: Catalogue) -> None:
    """Counts by province and tier as the articles' scenarios have them, besides the tax branch of the demo."""
    counts = Counter((code[:3], agency.tier) for code, agency in shipped.agencies.items())
    assert counts["H90", "commune"] == 71 + 1  # the successor of a district, from July 2025
    assert counts["H90", "district"] == 8 + 8 + 1
    assert counts["H91", "commune"] == 3 + 15
    assert counts["H92", "commune"] == 226
    departments = Counter(code[:3] for code, agency in shipped.agencies.items() if agency.kind == "department")
    assert departments == {"H93": 19, "H94": 10}
    assert counts["H93", "commune"] == 144
    assert counts["H94", "commune"] == 45


def test_procedures_of_all_scenarios_are_there(shipped: Catalogue) -> None:
    """Families are expanded to the counts of the scenarios."""
    families = Counter(procedure.code[:3] for procedure in shipped.procedures.values() if procedure.invented)
    assert {key: families[key] for key in ("9.1", "9.2", "9.3", "9.4", "9.5", "9.6", "9.8", "9.9")} == {
        "9.1": 186,
        "9.2": 14,
        "9.3": 25,
        "9.4": 600,
        "9.5": 500,
        "9.6": 400,
        "9.8": 113,
        "9.9": 11,
    }


def test_version_of_the_day(shipped: Catalogue) -> None:
    """The day before the change keeps eight days, the day of the change has five."""
    assert shipped.procedure_on("9.700001", date(2023, 6, 30)).limit_hours == 64
    assert shipped.procedure_on("9.700001", date(2023, 7, 1)).ref == "9.700001@2"
    with pytest.raises(UnknownProcedure):
        shipped.procedure_on("9.700001", date(2021, 12, 31))


def test_land_route_goes_to_land_and_tax_branch(shipped: Catalogue) -> None:
    """From a district's desk, from a commune of another district, and from the branch itself."""
    procedure = shipped.procedure("1.012753@1")
    assert procedure.limit_hours == 104
    assert [(leg.hours, leg.clock, leg.obligation) for leg in procedure.legs] == [
        (28, LegClock.INSIDE, False),
        (0, LegClock.OUTSIDE, True),
        (76, LegClock.INSIDE, False),
    ]
    handled_by = {
        desk: [shipped.leg_agency(procedure, leg, AgencyCode(desk)) for leg in procedure.legs]
        for desk in ("H90.01", "H90.04.07", "H90.20.03")
    }
    assert handled_by == {
        "H90.01": ["H90.20.01", "H90.30.01", "H90.20.01"],
        "H90.04.07": ["H90.20.04", "H90.30.01", "H90.20.04"],
        "H90.20.03": ["H90.20.03", "H90.30.01", "H90.20.03"],
    }


def test_two_branch_route_joins(shipped: Catalogue) -> None:
    """Survey and planning run side by side; the last leg waits for both."""
    procedure = shipped.procedure("9.000001@1")
    assert [leg.after for leg in procedure.legs] == [(), (), ("survey", "planning")]
    assert shipped.leg_agency(procedure, procedure.leg("planning"), AgencyCode("H90.04.07")) == "H90.04"
    assert procedure.leg("planning").limit_minutes == 24 * 60


def test_role_that_nobody_has_there(shipped: Catalogue) -> None:
    """A province without a land branch for a place cannot route a land dossier from it."""
    procedure = shipped.procedure("1.012753@1")
    with pytest.raises(NoCompetentAgency):
        shipped.leg_agency(procedure, procedure.legs[0], AgencyCode("H93.01"))


def test_unknown_things_are_named(shipped: Catalogue) -> None:
    """Each with its own error, so that consumers can decide what to wait for."""
    with pytest.raises(UnknownProcedure, match=r"1\.012753@7"):
        shipped.procedure("1.012753@7")
    with pytest.raises(UnknownAgency, match="H99"):
        shipped.agency(AgencyCode("H99"))
    with pytest.raises(UnknownPack, match="2018-01-01"):
        shipped.pack_on(date(2018, 1, 1))


def test_packs_change_with_the_law(shipped: Catalogue) -> None:
    """The last day of the old pack and the first of the new one."""
    assert shipped.pack_on(date(2025, 6, 30)).code_style is CodeStyle.LEGACY
    assert shipped.pack_on(date(2025, 7, 1)).code_style is CodeStyle.CURRENT


def test_calendar_comes_from_the_nearest_ancestor(shipped: Catalogue) -> None:
    """A commune without hours of its own keeps its province's."""
    assert shipped.calendar_for(AgencyCode("H91.11.02")).key == "thanh_hoa"
    assert shipped.calendar_for(AgencyCode("H90.04.07")).key == "office"


@pytest.mark.parametrize(
    ("ref", "agency", "received", "tags", "due"),
    [
        pytest.param(
            "1.004873@1", "H90.04.01", "2024-05-09 15:00", ["no_appointment"], "2024-05-09 17:00", id="cutoff"
        ),
        pytest.param("1.004873@1", "H90.04.01", "2024-05-09 15:01", ["no_appointment"], "2024-05-10 17:00", id="after"),
        pytest.param(
            "1.004873@1", "H90.04.01", "2024-05-03 15:30", ["no_appointment"], "2024-05-04 17:00", id="makeup"
        ),
        pytest.param(
            "1.004873@1", "H90.04.01", "2024-04-18 09:00", ["no_appointment"], "2024-04-19 17:00", id="holiday"
        ),
        pytest.param("1.004873@1", "H90.04.01", "2024-05-09 15:00", ["no_writing"], "2024-05-14 15:00", id="other tag"),
        pytest.param("2.000815@1", "H94.02.01", "2023-05-05 16:00", [], "2023-05-08 17:00", id="immediate on Friday"),
        pytest.param("1.011441@1", "H90.20.01", "2024-05-09 10:00", [], "2024-05-10 10:00", id="local limit"),
        pytest.param("1.011441@1", "H91.20.11", "2023-07-08 09:00", [], "2023-07-12 17:00", id="national limit"),
    ],
)
def test_appointment(
    shipped: Catalogue, local: Local, ref: str, agency: str, received: str, tags: list[str], due: str
) -> None:
    """Same-day cases, the cut-off, local limits and days off."""
    procedure = shipped.procedure(ref)
    assert shipped.appointment(procedure, local(received), tags, AgencyCode(agency)) == local(due)


def test_local_variant_changes_field_and_limit(shipped: Catalogue) -> None:
    """The rest is the national procedure, and the name that events use stays."""
    local_one = shipped.procedure_at("1.011441@1", AgencyCode("H90.20.01"))
    assert (local_one.ref, local_one.limit_hours, local_one.legs[0].hours) == ("1.011441@1", 8, 8)
    assert local_one.fees == shipped.procedure("1.011441@1").fees
    assert shipped.procedure_at("1.004873@1", AgencyCode("H92.01.01")).field == "justice"
    assert shipped.procedure_at("1.004873@1", AgencyCode("H90.04.01")).field == "civil_status"


def test_fingerprint_follows_the_content(shipped: Catalogue, shipped_texts: dict[str, str]) -> None:
    """The order of files does not matter, a changed letter does."""
    turned = load(dict(reversed(list(shipped_texts.items()))))
    changed = load(shipped_texts | {"packs.yaml": shipped_texts["packs.yaml"] + "# a word\n"})
    assert turned.fingerprint() == shipped.fingerprint()
    assert changed.fingerprint() != shipped.fingerprint()


def test_every_place_and_unchecked_code_is_marked(shipped: Catalogue) -> None:
    """Nobody may take a made-up office or an unchecked code for a fact."""
    assert all(agency.invented for agency in shipped.agencies.values())
    assert all(procedure.invented or procedure.unverified for procedure in shipped.procedures.values())


def test_vietnamese_survives(shipped: Catalogue) -> None:
    """Labels are read as Unicode."""
    assert json.dumps(shipped.words.fields["civil_status"], ensure_ascii=False) == '"Hộ tịch"'


@pytest.mark.parametrize(("ref", "third", "last"), [("2.002621@1", "H94", "G95.01"), ("2.002622@1", "H94", "H94.60")])
def test_interlinked_groups_have_their_children_everywhere(shipped: Catalogue, ref: str, third: str, last: str) -> None:
    """Birth or death first at the commune, then two other agencies; every commune of every province has them."""
    procedure = shipped.procedures[ref]
    verify, first, *others = procedure.legs
    assert (verify.child, first.after, [leg.after for leg in others]) == (None, ("verify",), [(first.id,)] * 2)
    for code, agency in shipped.agencies.items():
        if agency.tier == "commune" and agency.kind == "committee":
            handled = [shipped.leg_agency(procedure, leg, code) for leg in procedure.legs]
            assert handled[:2] == [code, code]
            assert handled[2][:3] == "G94"
            if code.startswith(third):
                assert handled[3] == last


@pytest.mark.parametrize(
    ("received", "tags", "due"),
    [
        ("2026-11-09 08:00", (), "2026-11-12 08:00"),
        ("2026-11-09 15:00", (), "2026-11-12 15:00"),
        ("2026-11-09 15:01", (), "2026-11-12 17:00"),
        ("2026-11-09 08:00", ("verification",), "2026-11-16 08:00"),
    ],
)
def test_interlinked_groups_have_three_days_or_five_to_verify(
    shipped: Catalogue, received: str, tags: tuple[str, ...], due: str
) -> None:
    """Filed after 15:00 counts from the next day."""
    moment = datetime.fromisoformat(received).replace(tzinfo=VIETNAM)
    promised = shipped.appointment(shipped.procedures["2.002621@1"], moment, tags, AgencyCode("H94.01.01"))
    assert promised.astimezone(VIETNAM).strftime("%Y-%m-%d %H:%M") == due
