"""A filing as it is asked for, by HTTP or by report, checked against the catalogue of its day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from services.intake.application.dossiers.applicant import Applicant, Contact
from services.intake.application.terms import Terms
from services.intake.domain.components import Component
from services.intake.domain.dossier import DEFAULT_CASE, Filing
from services.intake.domain.errors import RuleError
from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import RulePack
from services.kernel.times import local_day

__all__ = ["Submission", "filing_of"]


@dataclass(frozen=True, slots=True)
class Submission:
    """What the filing agency says; `components` None means that it lists none."""

    procedure: str
    channel: str = "direct"
    assisted: bool = False
    tags: tuple[str, ...] = ()
    attributes: Mapping[str, str] | None = None
    accept: bool = False
    notify: bool = False
    applicant: Applicant | None = None
    case: str | None = None
    components: tuple[Component, ...] | None = None
    applicant_kind: str | None = None
    exemption: str | None = None
    assisted_by: str | None = None
    event_tag: str | None = None
    confirmed_by: str | None = None
    parent: str | None = None
    ticket: str | None = None
    call: str | None = None
    visit: str | None = None
    draft: str | None = None
    secret: bool = False
    sandbox: bool = False

    @property
    def kind_of_applicant(self) -> str | None:
        """Who applies, by what was said first: in so many words, with the applicant, or as an attribute."""
        known = self.applicant.kind if self.applicant else (self.attributes or {}).get("applicant")
        return self.applicant_kind or known


def filing_of(
    submission: Submission,
    terms: Terms,
    *,
    code: str,
    agency: AgencyCode,
    filed_at: datetime,
    backfill: bool,
    contact: Contact | None,
) -> Filing:
    """The filing with the procedure version, fee and tier of its day.

    Raises RuleError for an undeclared tag or attribute, and the catalogue's errors for what it does not know.
    """
    day = local_day(filed_at)
    procedure = terms.procedure(submission.procedure, agency, day)
    attributes = dict(submission.attributes or {})
    _check_words(terms.pack(day), submission.tags, attributes)
    return Filing(
        code=code,
        agency=agency,
        procedure=procedure.ref,
        field=procedure.field,
        tier=terms.tier(agency),
        filed_at=filed_at,
        channel=submission.channel,
        assisted=submission.assisted or submission.assisted_by is not None,
        tags=tuple(sorted(set(submission.tags))),
        attributes=attributes,
        fee_vnd=sum(line.amount for line in procedure.fees),
        backfill=backfill,
        notify=submission.notify or not backfill,
        contact_seq=1 if contact else 0,
        case=submission.case or DEFAULT_CASE,
        components=submission.components,
        applicant_kind=submission.kind_of_applicant,
        exemption=submission.exemption,
        assisted_by=submission.assisted_by,
        event_tag=submission.event_tag,
        confirmed_by=submission.confirmed_by or attributes.get("confirmed_by"),
        parent=submission.parent,
        ticket=submission.ticket,
        call=submission.call,
        visit=submission.visit,
        draft=submission.draft,
        secret=submission.secret,
        sandbox=submission.sandbox,
    )


def _check_words(pack: RulePack, tags: tuple[str, ...], attributes: Mapping[str, str]) -> None:
    """Only declared words: statistics count by them, so a free one would be a new dimension for each typing error."""
    for tag in tags:
        if tag not in pack.tags:
            raise RuleError("tag_unknown", tag=tag)
    for name, value in attributes.items():
        allowed = pack.attributes.get(name)
        if allowed is None:
            raise RuleError("attribute_unknown", attribute=name)
        if not (value in allowed or (not allowed and value.isdigit())):
            raise RuleError("attribute_value_unknown", attribute=name)
