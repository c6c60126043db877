"""What the land and the tax branch report of one dossier, in its natural order, and what citizens are told of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from services.contracts.envelope import Envelope, to_headers
from services.contracts.events.cadastral import Cadastral
from services.contracts.events.inbound import (
    LegCompleted,
    LegReceived,
    LegReport,
    LegSentBack,
    ObligationEstimated,
    StepDone,
    TaxNoticeIssued,
)
from services.contracts.topics import INBOUND
from services.kernel.times import utc_now
from services.runtime.auth.signatures import canonical_json
from services.runtime.kafka import OutgoingRecord

__all__ = ["AMOUNT_VND", "ESTIMATE_VND", "Reply", "as_record", "replies"]

ESTIMATE_VND, FIRST_VND, AMOUNT_VND = 900_000, 1_250_000, 1_500_000
WRONG = Cadastral(parcel="125", map_sheet="14", area_m2="120.5", legal_basis=("31/2024/QH15:137",))
RIGHT = WRONG.model_copy(update={"area_m2": "102.5"})


@dataclass(frozen=True)
class Reply:
    """`who` is land or tax."""

    who: str
    report: LegReport


def replies(code: str, since: datetime) -> list[Reply]:
    """The slip is sent back once, the notice corrected once; a second lies between any two."""
    told = enumerate(_told())
    return [
        Reply(who, kind.model_validate({"occurred_at": since + timedelta(seconds=n), "code": code, **fields}))
        for n, (who, kind, fields) in told
    ]


def _told() -> Iterator[tuple[str, type[LegReport], dict[str, Any]]]:
    appraise, again = {"leg": "appraise", "actor": "cb-12"}, {"leg": "appraise", "attempt": 2}
    tax, tax_again, issue = {"leg": "tax"}, {"leg": "tax", "attempt": 2}, {"leg": "issue"}
    yield "land", LegReceived, appraise
    for step in ("receive", "appraise", "slip"):
        yield "land", StepDone, appraise | {"step": step}
    yield "land", LegCompleted, appraise | {"slip": WRONG}
    yield "tax", LegReceived, tax
    yield "tax", LegSentBack, tax | {"reason": "area_wrong"}
    yield "land", LegCompleted, again | {"slip": RIGHT}
    yield "tax", LegReceived, tax_again
    yield "tax", ObligationEstimated, tax_again | {"amount_vnd": ESTIMATE_VND}
    yield "tax", TaxNoticeIssued, tax_again | {"amount_vnd": FIRST_VND, "notice": "TB-1"}
    yield "tax", TaxNoticeIssued, tax_again | {"amount_vnd": AMOUNT_VND, "notice": "TB-2", "corrects": "TB-1"}
    yield "land", LegReceived, issue
    yield "land", StepDone, issue | {"step": "print", "actor": "cb-14"}
    yield "land", LegCompleted, issue | {"result_reference": "GCN-7"}


def as_record(event: dict[str, Any]) -> OutgoingRecord:
    """The signed event as it lies on the broker, so that it can come a second time past the gateway."""
    envelope = Envelope(
        id=event["id"],
        type=event["type"],
        source=event["source"],
        subject=event["subject"],
        time=utc_now(),
        keyid=event["keyid"],
        sigtime=event["sigtime"],
        signature=event["signature"],
    )
    return OutgoingRecord(INBOUND.name, event["subject"].encode(), canonical_json(event["data"]), to_headers(envelope))
