"""What each kind of foreign system is told, and what it may reply, in words of its own trade."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from services.kernel.catalogue import SystemKind
from services.routing.domain.report import ReportKind

__all__ = ["REJECTED", "WORDS", "ReplyWord", "Words"]

REJECTED: Final = "reply.rejected"
"""A reply changed nothing, and why."""


@dataclass(frozen=True, slots=True)
class ReplyWord:
    """What a reply means, and which facts it must bring; `optional` ones it may."""

    kind: ReportKind
    needs: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """`replies` by their type."""

    dispatched: str
    recalled: str
    paused: str
    resumed: str
    finished: str
    replies: Mapping[str, ReplyWord]


def _words(prefix: str, dispatched: str, replies: Mapping[str, ReplyWord]) -> Words:
    return Words(
        dispatched=f"{prefix}.{dispatched}",
        recalled=f"{prefix}.recalled",
        paused=f"{prefix}.paused",
        resumed=f"{prefix}.resumed",
        finished=f"{prefix}.finished",
        replies={f"{prefix}.{name}": word for name, word in replies.items()},
    )


_SIGNED: Final = ("signed_by", "on_behalf_of", "signed_at", "paper")
_RECEIVED: Final = ReplyWord(ReportKind.RECEIVED)
_STEP: Final = ReplyWord(ReportKind.STEP_DONE, ("step",))
_RETURNED: Final = ReplyWord(ReportKind.SENT_BACK, ("reason",))

WORDS: Final[Mapping[SystemKind, Words]] = {
    SystemKind.CIVIL_STATUS: _words(
        "civil_status",
        "registration_requested",
        {
            "request_received": _RECEIVED,
            "step_done": _STEP,
            "registered": ReplyWord(ReportKind.COMPLETED, ("result_reference",), _SIGNED),
            "request_returned": _RETURNED,
        },
    ),
    SystemKind.DOCUMENTS: _words(
        "documents",
        "document_sent",
        {
            "document_received": _RECEIVED,
            "step_done": _STEP,
            "document_issued": ReplyWord(ReportKind.RESULT, ("result_reference",), ("digest", *_SIGNED)),
            "document_finished": ReplyWord(ReportKind.COMPLETED, (), ("result_reference", "slip", *_SIGNED)),
            "document_returned": _RETURNED,
        },
    ),
    SystemKind.TAX: _words(
        "tax",
        "obligation_requested",
        {
            "request_received": _RECEIVED,
            "step_done": _STEP,
            "estimate_issued": ReplyWord(ReportKind.ESTIMATE, ("amount_vnd",)),
            "notice_issued": ReplyWord(ReportKind.TAX_NOTICE, ("amount_vnd", "notice"), ("corrects",)),
            "request_returned": _RETURNED,
        },
    ),
}
