"""A filing as it is asked for, by HTTP or by report, checked against the catalogue of its day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from services.intake.application.dossiers.applicant import Applicant, Contact
from services.intake.application.terms import Terms
from services.intake.domain.components import Component, check_known
from services.intake.domain.dossier import Filing
from services.intake.domain.errors import RuleError
from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import DEFAULT_CASE, ComponentRule, Procedure, RulePack
from services.kernel.fees import FeeDue, price
from services.kernel.times import local_day

__all__ = ["SECRET", "Submission", "filing_of"]

_ONLINE_POINT: Final = "online_point"
_HOTLINE: Final = "hotline"
_RECEPTION: Final = "citizen_reception"
SECRET: Final = "secret"  # noqa: S105 a tag
_EVENT: Final = "event"
_KEPT_AS_SAID: Final = (
    "components",
    "exemption",
    "assisted_by",
    "event_tag",
    "parent",
    "parent_leg",
    "due_by",
    "ticket",
    "ticket_before_close",
    "called_at",
    "call",
    "visit",
    "draft",
    "secret",
    "sandbox",
    "personally_signed",
)
"""What a dossier keeps of its submission under the same name."""


@dataclass(frozen=True, slots=True)
class Submission:
    """What the filing agency says; `components` None means that it lists none.

    A child that routing asks for has no applicant of its own: `contact_seq` is that of its parent's contact.
    """

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
    parent_leg: str | None = None
    due_by: datetime | None = None
    contact_seq: int = 0
    ticket: str | None = None
    ticket_before_close: bool = False
    called_at: datetime | None = None
    waiver: str | None = None
    call: str | None = None
    visit: str | None = None
    draft: str | None = None
    secret: bool = False
    sandbox: bool = False
    personally_signed: bool = False

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
    """By the rules of its day. Raises RuleError for undeclared words, UnknownExemption, and the catalogue's errors."""
    day = local_day(filed_at)
    procedure = terms.procedure(submission.procedure, agency, day)
    pack = terms.rules(day, agency)
    _check(submission, pack, terms.case_components(procedure, submission.case))
    fees = _fees(submission, procedure, pack, day)
    claimed = tuple(sorted({*submission.tags, *_implied_tags(submission, pack)}))
    return Filing(
        code=code,
        agency=agency,
        procedure=procedure.ref,
        field=procedure.field,
        tier=terms.tier(agency),
        filed_at=filed_at,
        channel=submission.channel,
        assisted=submission.assisted or submission.assisted_by is not None,
        tags=claimed,
        attributes=dict(submission.attributes or {}),
        fee_vnd=sum(line.amount for line in fees),
        fees=fees,
        claimed=claimed,
        backfill=backfill,
        notify=submission.notify or not backfill,
        contact_seq=1 if contact else submission.contact_seq,
        case=submission.case or DEFAULT_CASE,
        applicant_kind=submission.kind_of_applicant,
        interlinked_group=procedure.is_group,
        **_kept_as_said(submission),
    )


def _kept_as_said(submission: Submission) -> dict[str, Any]:
    told = {name: getattr(submission, name) for name in _KEPT_AS_SAID}
    confirmed_by = submission.confirmed_by or (submission.attributes or {}).get("confirmed_by")
    return told | {"confirmed_by": confirmed_by}


def _implied_tags(submission: Submission, pack: RulePack) -> Iterator[str]:
    """What the filing's origin says by itself: a service point on line, a call to the component hotline."""
    if submission.assisted_by and submission.channel == "online" and _ONLINE_POINT in pack.tags:
        yield _ONLINE_POINT
    if submission.call and _HOTLINE in pack.tags:
        yield _HOTLINE
    if submission.visit and _RECEPTION in pack.tags:
        yield _RECEPTION
    if submission.secret:
        yield SECRET


def _fees(submission: Submission, procedure: Procedure, pack: RulePack, day: date) -> tuple[FeeDue, ...]:
    """Raises UnknownExemption."""
    return price(
        procedure.fees,
        pack.fee_reductions,
        pack.fee_exemptions,
        applicant_kind=submission.kind_of_applicant or "",
        channel=submission.channel,
        day=day,
        exemption=submission.exemption,
    )


def _check(submission: Submission, pack: RulePack, rules: tuple[ComponentRule, ...]) -> None:
    _check_words(pack, submission.tags, submission.attributes or {})
    _check_event(pack, submission.event_tag)
    check_known(submission.components or (), rules)


def _check_event(pack: RulePack, event_tag: str | None) -> None:
    if event_tag is not None and event_tag not in pack.attributes.get(_EVENT, ()):
        raise RuleError("event_tag_unknown", event_tag=event_tag)


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
