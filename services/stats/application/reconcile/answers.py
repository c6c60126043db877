"""Answers the questions of a reconciliation from the serving counters, and those about services from the catalogue."""

from collections.abc import Mapping
from typing import Final

from services.kernel.catalogue import Catalogue
from services.stats.application.count_dossiers import count_agencies, count_dossiers, count_procedures
from services.stats.application.ports import CounterReader
from services.stats.application.question import Question
from services.stats.application.reading import Reports
from services.stats.application.reconcile.count_services import count_services
from services.stats.domain.filters import Filters
from services.stats.domain.reconcile.values import Counted, Inquiry, Where

__all__ = ["answer_from_catalogue", "answer_from_counters", "question_of"]

_OWN: Final = frozenset({"agency", "procedure", "field", "tier", "channel", "assisted", "tag", "tagged", "outcome"})


def answer_from_catalogue(questions: Mapping[str, Inquiry], catalogue: Catalogue) -> dict[str, int]:
    """Return the answers to the questions about services; the others are left out."""
    return {
        name: count_services(catalogue, inquiry.where, inquiry.period.last)
        for name, inquiry in questions.items()
        if inquiry.counted is Counted.SERVICES
    }


async def answer_from_counters(questions: Mapping[str, Inquiry], reports: Reports) -> dict[str, int]:
    """Return the answers to the questions about dossiers, all from one generation.

    Raises TransientError while no generation serves.
    """
    counted = {name: each for name, each in questions.items() if each.counted is not Counted.SERVICES}

    async def answers(reader: CounterReader) -> dict[str, int]:
        return {name: await _count(reader, each) for name, each in counted.items()}

    return await reports.ask(answers) if counted else {}


async def _count(reader: CounterReader, inquiry: Inquiry) -> int:
    question = question_of(inquiry)
    if inquiry.counted is Counted.DOSSIERS:
        return await count_dossiers(reader, question)
    return await (count_agencies if inquiry.counted is Counted.AGENCIES else count_procedures)(reader, question)


def question_of(inquiry: Inquiry) -> Question:
    """Return the question about dossiers; a name that is not a dossier's own is an attribute."""
    where = inquiry.where
    filters = Filters(
        procedures=where.get("procedure"),
        fields=where.get("field"),
        tiers=where.get("tier"),
        channels=where.get("channel"),
        tags=where.get("tag"),
        tagged=_flag(where, "tagged"),
        assisted=_flag(where, "assisted"),
        attributes={name: values for name, values in where.items() if name not in _OWN},
    )
    return Question(inquiry.period.first, inquiry.period.last, filters, where.get("agency"), where.get("outcome"))


def _flag(where: Where, name: str) -> bool | None:
    values = where.get(name)
    return None if values is None or len(values) > 1 else values == {"true"}
