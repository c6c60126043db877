"""The topics that are counted. Another one joins by declaring how its events translate, fold and contribute."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.contracts.topics import LIFECYCLE, NOTIFICATION, Topic
from services.stats.application.dossier_rows import dump_dossier, load_dossier
from services.stats.application.translate import Translate, translate_message
from services.stats.application.translate_dossiers import dossier_translator
from services.stats.domain import dossiers, messages
from services.stats.domain.cells import RecordCell
from services.stats.domain.facts import TopicRules
from services.stats.domain.messages import MessageState


@dataclass(frozen=True, slots=True)
class Counted:
    """One topic and how it is counted."""

    topic: Topic
    rules: TopicRules
    translate: Translate


def counted_topics(attributes: frozenset[str]) -> tuple[Counted, ...]:
    """Return all counted topics; `attributes` are the declared dimensions of the catalogue's rule packs."""
    dossier = TopicRules(
        topic=LIFECYCLE.name,
        name="dossiers",
        version=f"{dossiers.RULES}-{_digest(attributes)}",
        absorb=dossiers.absorb,
        contribution=dossiers.contribution,
        dump=dump_dossier,
        load=load_dossier,
    )
    message = TopicRules(
        topic=NOTIFICATION.name,
        name="messages",
        version=messages.RULES,
        absorb=messages.absorb,
        contribution=messages.contribution,
        dump=_dump_message,
        load=_load_message,
    )
    return (
        Counted(LIFECYCLE, dossier, dossier_translator(attributes)),
        Counted(NOTIFICATION, message, translate_message),
    )


def rules_version(counted: tuple[Counted, ...]) -> str:
    """Return what a generation has to have been built by, to be counted on."""
    return ";".join(item.rules.version for item in counted)


def _digest(attributes: frozenset[str]) -> str:
    return hashlib.sha256("\n".join(sorted(attributes)).encode()).hexdigest()[:12]


def _dump_message(state: MessageState) -> list[Any]:
    days = (_text(state.submitted_on), _text(state.delivered_on))
    return [*dump_record(state.cell), *days, state.segments, state.price_vnd]


def _load_message(row: list[Any]) -> MessageState:
    *dimensions, submitted_on, delivered_on, segments, price_vnd = row
    return MessageState(load_record(dimensions), _day(submitted_on), _day(delivered_on), segments, price_vnd)


def dump_record(cell: RecordCell) -> list[Any]:
    """Return the dimensions as five plain values."""
    return [cell.kind, cell.agency, cell.province, list(cell.detail), list(cell.rolled)]


def load_record(row: list[Any]) -> RecordCell:
    kind, agency, province, detail, rolled = row
    return RecordCell(kind, agency, province, tuple(detail), tuple(rolled))


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
