"""Reads what the public is told about a procedure, its online levels and proposals about it."""

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue.profile import LevelSpan, Profile, Reception
from services.kernel.catalogue.proposal import Proposal, ProposalKind, ProposalState
from services.kernel.catalogue.read_agencies import Agencies
from services.kernel.catalogue.read_period import read_period
from services.kernel.catalogue.section import Section
from services.kernel.catalogue.vocabulary import Vocabulary

__all__ = ["read_levels", "read_profile"]


def read_profile(section: Section, words: Vocabulary, agencies: Agencies) -> Profile:
    return Profile(
        guide_vi=section.maybe_text("guide_vi"),
        guide_en=section.maybe_text("guide_en"),
        legal_basis=tuple(section.texts("legal_basis")),
        result_vi=section.maybe_text("result_vi"),
        result_en=section.maybe_text("result_en"),
        result_on_paper=not section.flag("result_electronic_only"),
        exclusive_portal=section.flag("exclusive_portal"),
        withheld=section.flag("withheld"),
        reception=_read_reception(section, words, agencies),
        proposals=tuple(_read_proposal(item, agencies) for item in section.sections("proposals")),
    )


def read_levels(section: Section, words: Vocabulary) -> tuple[LevelSpan, ...]:
    """Dated levels, each over the days of its own; days that none covers have the procedure's `online_level`."""
    spans: list[LevelSpan] = []
    for item in section.sections("online_levels"):
        span = LevelSpan(item.choice("level", words.online_levels), read_period(item))
        item.marked("invented")
        item.report_unknown_keys()
        if any(span.validity.overlaps(other.validity) for other in spans):
            item.fail("level", "two online levels on one day", "let one end the day before the next begins")
        spans.append(span)
    return tuple(spans)


def _read_reception(section: Section, words: Vocabulary, agencies: Agencies) -> Reception:
    inner = section.section("received_at")
    if inner is None:
        return Reception()
    reception = Reception(
        provinces=frozenset[AgencyCode](agencies.known(inner, "provinces", code) for code in inner.texts("provinces")),
        tiers=frozenset(inner.choices("tiers", words.tiers)),
        kinds=frozenset(inner.choices("kinds", words.kinds)),
    )
    inner.report_unknown_keys()
    return reception


def _read_proposal(section: Section, agencies: Agencies) -> Proposal:
    proposal = Proposal(
        kind=section.word("kind", ProposalKind, ProposalKind.ABOLISH),
        agency=agencies.known(section, "agency", section.text("agency")),
        made_on=section.day("made_on"),
        reason_vi=section.text("reason_vi"),
        overlaps=tuple(section.texts("overlaps")),
        state=section.word("state", ProposalState, ProposalState.OPEN),
    )
    section.marked("invented")
    section.report_unknown_keys()
    return proposal
