"""Reads figures agency by agency from the roll-ups of provinces."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Final

from services.stats.application.ports import CounterReader
from services.stats.application.read_counters import read_axes, read_by_agency
from services.stats.application.read_rollups import read_agencies, read_records, whatever_tier
from services.stats.application.so_far import so_far
from services.stats.domain.activity.desk import DESK, HOURS, TICKET
from services.stats.domain.cells import parse_profile
from services.stats.domain.dossiers import RECEIVED
from services.stats.domain.figures import Figures, Group, Measures, of, summed_by, total
from services.stats.domain.filters import Filters
from services.stats.domain.quality.assistance import ASSISTED, DESKS, HELPED, ONLINE
from services.stats.domain.scope import is_asked, provinces_of

__all__ = ["Agencies", "read_assistance", "read_desks", "read_dossiers"]

Agencies = frozenset[str] | None
"""These and all below them; None is everywhere."""
_SHOWN: Final = frozenset({HOURS, TICKET})
_CHANNEL: Final = "online"


async def read_dossiers(
    reader: CounterReader, agencies: Agencies, first: date, last: date, today: date = date.max
) -> dict[str, Figures]:
    """Return agencies that have anything up to the end of `last`, or up to now if that is to come."""
    read = so_far(partial(read_agencies, reader, provinces_of(agencies)), today)
    during, until = (
        whatever_tier(await read(first, last), agencies),
        whatever_tier(await read(date.min, last), agencies),
    )
    return {agency: Figures(during.get(agency, {}), stood) for agency, stood in until.items() if any(stood.values())}


async def read_desks(
    reader: CounterReader, agencies: Agencies, first: date, last: date, desks: Iterable[str]
) -> dict[str, Figures]:
    """Return hours and tickets of all desks, and of whoever else recorded any."""
    found = dict.fromkeys(desks, Figures())
    records = await read_records(reader, DESK, provinces_of(agencies), first, last)
    rows = summed_by(
        (agency, measures)
        for (_, agency, record_type), measures in records.items()
        if record_type in _SHOWN and is_asked(agencies, agency)
    )
    return found | {agency: Figures(measures) for agency, measures in rows.items()}


async def read_assistance(
    reader: CounterReader, agencies: Agencies, first: date, last: date, desks: Iterable[str]
) -> dict[str, Figures]:
    """Return what all desks received, and with whose help; each desk counts as one, whatever it received."""
    received = whatever_tier(await read_agencies(reader, provinces_of(agencies), first, last), agencies)
    helped = await read_by_agency(reader, await read_axes(reader, agencies), first, last, Filters(assisted=True))
    return {desk: Figures(_assisted(received.get(desk, {}), helped.get(desk, {}))) for desk in desks}


def _assisted(received: Measures, helped: dict[Group, Measures]) -> Measures:
    every = of(total(helped.values()), RECEIVED)
    online = [measures for (_, profile), measures in helped.items() if parse_profile(profile).channel == _CHANNEL]
    return received | {ASSISTED: every, ONLINE: of(total(online), RECEIVED), DESKS: 1, HELPED: int(every > 0)}
