"""Closed periods: a report frozen as it was, and numbered restatements beside it; nothing is overwritten.

Each edition has a seal over its head, the digest of its report, and the seal before it: whoever keeps one seal can tell
later whether any edition up to it was changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from services.stats.domain.papers.asking import Asked
from services.stats.domain.papers.canonical import canonical, digest_of

__all__ = ["Edition", "first_edition", "next_edition", "period_of", "wrongs_of"]

_MARK_LENGTH: Final = 12


@dataclass(frozen=True, slots=True)
class Edition:
    """`document` is the report in canonical JSON; `rules` is what its counters were counted by; `by` names software."""

    period: str
    number: int
    report: str
    asked: Asked
    document: str
    digest: str
    closed_at: datetime
    by: str
    rules: str
    reason: str
    before: str
    seal: str


def period_of(report: str, asked: Asked) -> str:
    """Return the name of a closed period: the same question has the same one."""
    mark = digest_of(canonical({"report": report, "asked": [[name, list(texts)] for name, texts in asked.values]}))
    period = asked.period
    return f"{report}.{period.first}.{period.last}.{mark[:_MARK_LENGTH]}"


def first_edition(report: str, asked: Asked, document: str, closed_at: datetime, by: str, rules: str) -> Edition:
    period = period_of(report, asked)
    return _sealed(Edition(period, 1, report, asked, document, digest_of(document), closed_at, by, rules, "", "", ""))


def next_edition(last: Edition, document: str, closed_at: datetime, by: str, rules: str, reason: str) -> Edition:
    """Return the restatement that follows `last`, with the reason that it was made for."""
    return _sealed(
        Edition(
            last.period,
            last.number + 1,
            last.report,
            last.asked,
            document,
            digest_of(document),
            closed_at,
            by,
            rules,
            reason,
            last.seal,
            "",
        )
    )


def wrongs_of(editions: Sequence[Edition]) -> list[str]:
    """Return what is wrong with all editions of a period, in their order; nothing, if none was ever changed."""
    wrongs: list[str] = []
    before = ""
    for number, edition in enumerate(editions, 1):
        if edition.number != number:
            wrongs.append(f"edition {number} is missing")
        if digest_of(edition.document) != edition.digest:
            wrongs.append(f"edition {edition.number}: its report was changed")
        if _seal(edition) != edition.seal or edition.before != before:
            wrongs.append(f"edition {edition.number}: its head was changed")
        before = edition.seal
    return wrongs


def _sealed(edition: Edition) -> Edition:
    # Whole seconds: a store that keeps milliseconds must give back what was sealed.
    whole = replace(edition, closed_at=edition.closed_at.replace(microsecond=0))
    return replace(whole, seal=_seal(whole))


def _seal(edition: Edition) -> str:
    head = {
        "period": edition.period,
        "edition": edition.number,
        "report": edition.report,
        "digest": edition.digest,
        "closed_at": edition.closed_at.isoformat(),
        "by": edition.by,
        "rules": edition.rules,
        "reason": edition.reason,
        "before": edition.before,
    }
    return digest_of(canonical(head))
