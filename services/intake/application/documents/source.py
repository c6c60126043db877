"""What a form is filled from, read once: the dossier, its rules, its applicant, and the desk that issues it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.intake.application.documents.ports import Issued
from services.intake.application.documents.wording import NOTHING, agency_title
from services.intake.application.dossiers.applicant import Applicant
from services.intake.application.terms import Terms
from services.intake.domain.dossier import Dossier
from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Agency, Case, Procedure, RulePack
from services.kernel.times import VIETNAM, local_day

__all__ = ["Source", "source_of"]


@dataclass(frozen=True, slots=True)
class Source:
    """`agency` is the one that issues the form, `at` dates it; `issued` is None without a number.

    `day_minutes` is the working time of the day of filing, 0 on a day without. `occurrence` counts from 1 where a form
    may become due several times. `survey_link` is where its reader says how it went.
    """

    dossier: Dossier
    procedure: Procedure
    pack: RulePack
    agency: Agency
    agency_title: str
    above: str | None
    day_minutes: int
    at: datetime
    link: str
    terms: Terms
    applicant: Applicant | None = None
    issued: Issued | None = None
    occurrence: int = 1
    survey_link: str | None = None

    @property
    def name(self) -> str:
        return self.applicant.name if self.applicant else NOTHING

    @property
    def address(self) -> str:
        return (self.applicant and self.applicant.address) or NOTHING

    @property
    def phone(self) -> str:
        return (self.applicant and self.applicant.phone) or NOTHING

    @property
    def received_by(self) -> str:
        """The agency that received the dossier, whoever goes on with it."""
        return agency_title(self.terms.catalogue.agency(self.dossier.agency), self.terms.catalogue)

    @property
    def contact(self) -> str:
        """Whom to ask: the agency, with its phone when one is published."""
        phone = self.agency.hotline or self.agency.phone
        return f"{self.agency_title}, số điện thoại {phone}" if phone else self.agency_title

    def component_name(self, key: str) -> str:
        """As the procedure's case names it; a local list may have more keys than the catalogue."""
        rule = self.case.component(key) if self.case else None
        return rule.name_vi if rule else key.replace("_", " ").capitalize()

    @property
    def case(self) -> Case | None:
        """What the procedure asks for in the dossier's case; None when the catalogue lists nothing."""
        return self.procedure.cases.get(self.dossier.filing.case)


def source_of(
    dossier: Dossier,
    terms: Terms,
    link: str,
    at: datetime,
    *,
    applicant: Applicant | None = None,
    issued: Issued | None = None,
    occurrence: int = 1,
    survey_link: str | None = None,
    issuer: AgencyCode | None = None,
) -> Source:
    """`at` is the time of printing; a form that has a number keeps the date on which it got it.

    `issuer` is who prints it when that is not the receiving agency: one that took over from it.
    """
    filing = dossier.filing
    agency = terms.catalogue.agency(issuer or filing.agency)
    above = terms.catalogue.agencies.get(agency.parent) if agency.parent else None
    return Source(
        dossier=dossier,
        procedure=terms.procedure(filing.procedure, filing.agency, None),
        pack=terms.rules(local_day(filing.filed_at), filing.agency),
        agency=agency,
        agency_title=agency_title(agency, terms.catalogue),
        above=agency_title(above, terms.catalogue) if above else None,
        day_minutes=_day_minutes(dossier, terms),
        at=issued.at if issued else at,
        link=link,
        terms=terms,
        applicant=applicant,
        issued=issued,
        occurrence=occurrence,
        survey_link=survey_link,
    )


def _day_minutes(dossier: Dossier, terms: Terms) -> int:
    filed_at = dossier.received_at or dossier.filing.filed_at
    midnight = filed_at.astimezone(VIETNAM).replace(hour=0, minute=0, second=0, microsecond=0)
    return terms.calendar(dossier.filing).between(midnight, midnight + timedelta(days=1))
