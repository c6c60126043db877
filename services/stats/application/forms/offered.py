"""What the catalogue offers, as quantities that indicators divide."""

from collections.abc import Collection
from datetime import date
from typing import Final

from services.kernel.catalogue import Catalogue
from services.kernel.catalogue.procedure import Procedure
from services.kernel.catalogue.transparency import transparency_of
from services.stats.application.count_dossiers import count_procedures
from services.stats.application.ports import CounterReader
from services.stats.application.question import Question
from services.stats.domain.filters import Filters

__all__ = ["offered", "read_services_with_dossiers"]

_NOT_ONLINE: Final = "none"


def offered(catalogue: Catalogue, day: date, provinces: Collection[str] | None) -> dict[str, int]:
    """Return what the procedures in force on a day, and taken in these provinces, come to."""
    current = _current(catalogue, day, provinces)
    return {
        "procedures": len(current),
        "services_online": sum(1 for each in current if each.online_level_on(day) != _NOT_ONLINE),
        "procedures_in_full": sum(1 for each in current if not transparency_of(each, day).missing),
    }


async def read_services_with_dossiers(
    reader: CounterReader, catalogue: Catalogue, first: date, last: date, provinces: frozenset[str] | None
) -> int:
    """Return how many services that are online on the last day had an online dossier in the period."""
    current = _current(catalogue, last, provinces)
    online = frozenset(each.code for each in current if each.online_level_on(last) != _NOT_ONLINE)
    filters = Filters(procedures=online, channels=frozenset({"online"}))
    return await count_procedures(reader, Question(first, last, filters, provinces))


def _current(catalogue: Catalogue, day: date, provinces: Collection[str] | None) -> list[Procedure]:
    """What is served on a portal of its own stays outside."""
    return [
        each
        for each in catalogue.procedures.values()
        if each.validity.covers(day) and not each.profile.exclusive_portal and _is_taken(each, provinces)
    ]


def _is_taken(procedure: Procedure, provinces: Collection[str] | None) -> bool:
    only = procedure.profile.reception.provinces
    return provinces is None or not only or not only.isdisjoint(provinces)
