"""What the public sees of the catalogue, what is missing there, and what is proposed."""

from datetime import date

import pytest

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue, UnknownAgency, load
from services.kernel.catalogue.proposal import ProposalKind, ProposalState
from services.kernel.catalogue.transparency import transparency_of
from tests.unit.kernel.small_catalogue import SMALL

_DAY = date(2023, 6, 1)


def test_agencies_without_contacts_are_listed(shipped: Catalogue) -> None:
    """Four communes of one province publish neither hotline nor mailbox; all other desks do."""
    gaps = shipped.publication_gaps()
    assert [gap.agency for gap in gaps] == ["H92.10.22", "H92.10.23", "H92.10.24", "H92.10.25"]
    assert {gap.missing for gap in gaps} == {("hotline", "mailbox")}
    assert shipped.publication_gaps(AgencyCode("H92.01")) == ()


def test_unpublished_list_per_agency(shipped: Catalogue) -> None:
    """One province posts everything at the desk, and on its website the field of justice only."""
    commune = AgencyCode("H92.02.01")
    missing = {each.code: each.field for each in shipped.unpublished(commune, _DAY, "website")}
    assert "1.001193" not in missing
    assert missing["1.000894"] == "civil_status"
    assert shipped.unpublished(commune, _DAY, "desk") == ()
    before = {each.code for each in shipped.unpublished(commune, date(2021, 12, 31), "desk")}
    assert before >= missing.keys() | {"1.001193"}
    assert shipped.unpublished(AgencyCode("H93.90"), _DAY, "website") == ()


def test_only_what_an_agency_receives_counts(shipped: Catalogue) -> None:
    """A tax branch or another province's family is nobody's gap there."""
    missing = {each.code for each in shipped.unpublished(AgencyCode("H92.02.01"), date(2021, 1, 1), "desk")}
    assert missing.isdisjoint({"9.300001", "9.800001", "9.000401", "9.700002"})


def test_extension_by_field(shipped: Catalogue) -> None:
    """The component hotline transfers to three desks and has a fallback."""
    hotline = shipped.agency(AgencyCode("H91.11.01"))
    assert hotline.extensions == {"culture_society": "ext-1", "cadastral": "ext-2", "justice": "ext-3"}
    assert hotline.fallback_extension == "ext-0"


def test_three_transparencies(shipped: Catalogue) -> None:
    """Components, time and fee as they hold on the day; a list that nobody wrote is a gap."""
    told = transparency_of(shipped.procedure_at("1.004873@1", AgencyCode("H90.04.01")), _DAY)
    assert (told.limit_hours, [line.amount for line in told.fees], told.missing) == (24, [20_000], ())
    assert told.cases.keys() == {"default", "divorced", "delegate"}
    assert transparency_of(shipped.procedure("9.300001@1"), _DAY).missing == ("components",)


@pytest.mark.parametrize("ref", ["1.004873@1", "1.001193@1", "1.000656@1", "1.001612@1"])
def test_household_book_is_waivable_in_one_city_only(shipped: Catalogue, ref: str) -> None:
    """Population data replaces it there; elsewhere it is asked for; nothing is ever added."""
    national = shipped.procedure(ref)
    ward = shipped.procedure_at(ref, AgencyCode("H94.02.03"))
    for key, case in ward.cases.items():
        book, asked = case.component("household_book"), national.cases[key].component("household_book")
        assert (book and book.source, asked and asked.source) == ("population", None)
        assert [each.key for each in case.components] == [each.key for each in national.cases[key].components]


def test_residence_paper_is_waivable_too(shipped: Catalogue) -> None:
    """As article 004 says of all wards."""
    paper = shipped.procedure_at("1.004873@1", AgencyCode("H94.01.01")).cases["default"].component("residence_paper")
    assert paper
    assert paper.source == "population"


def test_local_rule_may_leave_components_out() -> None:
    """Fewer than the national rule, and what is left may be waived."""
    catalogue = load(SMALL)
    national = catalogue.procedure("1.000001@2").cases["default"]
    local = catalogue.procedure_at("1.000001@2", AgencyCode("H90.01")).cases["default"]
    assert [each.key for each in national.components] == ["book", "photo"]
    assert [(each.key, each.source) for each in local.components] == [("book", "population")]


def test_online_level_has_its_days(shipped: Catalogue) -> None:
    """Partial before the year of the pilot, full from then; other days have the procedure's level."""
    licence = shipped.procedure("9.700001@1")
    levels = [licence.online_level_on(day) for day in (date(2022, 12, 31), date(2023, 1, 1))]
    assert levels == ["partial", "full"]
    assert shipped.procedure("1.001193@1").online_level_on(_DAY) == "full"
    assert shipped.words.legacy_levels == {"none": "2", "partial": "3", "full": "4"}


def test_portal_of_its_own_is_marked(shipped: Catalogue) -> None:
    """Business registration stays outside shares of the national portal."""
    exclusive = [each.code for each in shipped.procedures.values() if each.profile.exclusive_portal]
    assert exclusive == ["9.700002"]


def test_proposal_leaves_the_procedure_as_it_is(shipped: Catalogue) -> None:
    """A commune proposes to abolish what asks for the same twice; it is open, the procedure published."""
    procedure = shipped.procedure("9.700003@1")
    (proposal,) = procedure.profile.proposals
    assert (proposal.kind, proposal.state) == (ProposalKind.ABOLISH, ProposalState.OPEN)
    assert (proposal.agency, proposal.overlaps) == ("H92.01.01", ("1.004873",))
    assert procedure.published


def test_signature_is_offered_at_the_pilot_centre_only(shipped: Catalogue) -> None:
    """Free of charge, for who files online."""
    offers = {code: shipped.rules_on(_DAY, AgencyCode(code)).offers for code in ("H93.90", "H93.30", "H92.01")}
    assert offers == {"H93.90": {"personal_signature"}, "H93.30": frozenset(), "H92.01": frozenset()}


def test_reform_names_successors(shipped: Catalogue) -> None:
    """The district files until 30 June 2025, its successor from the next day; the old code stays known."""
    district, commune = AgencyCode("H90.08"), AgencyCode("H90.08.01")
    assert shipped.agency_on(district, date(2025, 6, 30)).code == district
    with pytest.raises(UnknownAgency, match=r"H90\.08 on 2025-07-01"):
        shipped.agency_on(district, date(2025, 7, 1))
    with pytest.raises(UnknownAgency):
        shipped.agency_on(commune, date(2025, 6, 30))
    assert [each.code for each in shipped.successors(district)] == [commune]
    assert shipped.agency(district).name == "Huyện số 8"


def test_new_commune_is_routed_by_procedure(shipped: Catalogue) -> None:
    """Not by the desk's address: the land branch and the planning work find it."""
    procedure = shipped.procedure("9.000001@1")
    commune = AgencyCode("H90.08.01")
    handled = [shipped.leg_agency(procedure, leg, commune) for leg in procedure.legs]
    assert handled == ["H90.20.08", commune, "H90.20.08"]


def test_procedures_people_ask_for_have_a_guide(shipped: Catalogue) -> None:
    """In both languages, with its legal basis and what is handed over; only invented ones may lack it."""
    known = [each for each in shipped.procedures.values() if not each.code.startswith("9.")]
    assert len(known) >= 10
    for profile in (procedure.profile for procedure in known):
        assert all((profile.guide_vi, profile.guide_en, profile.legal_basis, profile.result_vi, profile.result_en))
