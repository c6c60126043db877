"""What is counted of a dossier besides its way through the columns of form 06.

Most dossiers have little of it, so it is kept apart: a state without particulars costs nothing. Days of it are Viet
Nam days. What one event said stays until another one of its kind says otherwise.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import zip_longest
from typing import Final, NamedTuple

from services.stats.domain.cells import DossierCell
from services.stats.domain.entries import Entry

FINISHED_DIGITISED: Final = "finished_digitised"
PAGES: Final = "pages"
PAGES_LAPSED: Final = "pages_lapsed"
PAUSED: Final = "paused"
UNPAUSED: Final = "unpaused"
AWAITING: Final = "awaiting"
NO_LONGER_AWAITING: Final = "no_longer_awaiting"
"""In time when a supplement was asked for, until that is over. One that was late by then stays late."""

OVER_ASKED: Final = "over_asked"
NO_LONGER_OVER_ASKED: Final = "no_longer_over_asked"
"""The same while more than one request is open: the index of Decision 766 has such a dossier as late."""

MISSING: Final = "missing"
RESULT: Final = "result"
SUPPLEMENTS: Final = "supplements"
FEE_DUE: Final = "fee_due"
FEE_PAID: Final = "fee_paid"
FEE_VND: Final = "fee_vnd"
FEE_CASHLESS: Final = "fee_cashless"
"""With a fee of which anything was paid without cash; as those with a fee on the day of reception, so it is a part."""

CASH: Final = "cash"
COMPONENTS: Final = ("components_asked", "components_waived", "components_reused")
APOLOGIES: Final = {"in_time": "apology_sent", "sent_late": "apology_late", "none": "apology_missing"}
"""The attribute `apology` as the measure that it is counted by."""

_A_DAY: Final = timedelta(days=1)

Stop = tuple[date, date | None]
"""The day on which the clock stopped, and the one on which it ran again; None while it stands still."""
Payment = tuple[date, str, int]
"""Day, method, VND."""
File = tuple[date, int, date | None]
"""The day on which a result was digitised, its A4 pages, and the last day of its validity, None for no end."""


class Particulars(NamedTuple):
    """`components` are asked, waived and reused; `lacks` is None while nobody told what was entered.

    `requests` are open now; `awaiting` and `over_asked` the days between which a supplement was awaited, as of `stops`.
    Of `files` each took the place of the one before; their days follow each other.
    """

    stops: tuple[Stop, ...] = ()
    requests: int = 0
    awaiting: tuple[Stop, ...] = ()
    over_asked: tuple[Stop, ...] = ()
    apology: str = ""
    recorded: bool = False
    files: tuple[File, ...] = ()
    supplements: tuple[date, ...] = ()
    fee: int = 0
    payments: tuple[Payment, ...] = ()
    components: tuple[int, int, int] | None = None
    lacks: tuple[str, ...] | None = None
    plans: tuple[str, ...] = ()


class Particular(NamedTuple):
    """What one event says of the particulars; `apology` and `lacks` are as they are after it."""

    day: date
    standing_still: bool = False
    apology: str = ""
    recorded: bool = False
    pages: int = 0
    valid_to: date | None = None
    supplement: bool = False
    fee: int = 0
    payment: tuple[str, int] | None = None
    components: tuple[int, int, int] | None = None
    lacks: tuple[str, ...] | None = None
    plans: tuple[str, ...] = ()


class Milestones(NamedTuple):
    """The days of the course that particulars are counted on; `finished` says that it was resolved with a result."""

    received_on: date
    due_on: date | None
    resolved_on: date | None
    finished: bool


NOTHING_SPECIAL: Final = Particulars()


def take_in(known: Particulars, said: Particular, *, awaiting: bool = False) -> Particulars:
    """Return the particulars after one event; `awaiting` says that it leaves the dossier to wait for a supplement."""
    requests = known.requests + said.supplement if awaiting else 0
    return Particulars(
        stops=_stops(known.stops, said.day, standing_still=said.standing_still),
        requests=requests,
        awaiting=_stops(known.awaiting, said.day, standing_still=awaiting),
        over_asked=_stops(known.over_asked, said.day, standing_still=requests > 1),
        apology=said.apology,
        recorded=known.recorded or said.recorded or said.pages > 0,
        files=_files(known.files, said),
        supplements=(*known.supplements, said.day) if said.supplement else known.supplements,
        fee=said.fee or known.fee,
        payments=known.payments if said.payment is None else (*known.payments, (said.day, *said.payment)),
        components=said.components or known.components,
        lacks=known.lacks if said.lacks is None else said.lacks,
        plans=said.plans or known.plans,
    )


def _files(known: tuple[File, ...], said: Particular) -> tuple[File, ...]:
    """A better scan takes the place of the first one from its day on: what was kept until then stays as it was."""
    if not said.pages:
        return known
    return (*(file for file in known if file[0] < said.day), (said.day, said.pages, said.valid_to))


def _stops(known: tuple[Stop, ...], day: date, *, standing_still: bool) -> tuple[Stop, ...]:
    """Note where the clock stops or runs again. Days count, so a stop that ends on the day it began was none.

    Days of stops never run backwards, whatever events say: how many stood still could otherwise be less than none.
    """
    if not known:
        return ((day, None),) if standing_still else known
    *before, (began, ended) = known
    if (ended is None) == standing_still:
        return known
    if ended is None:
        return (*before, (began, day)) if day > began else tuple(before)
    return (*before, (began, None)) if day <= ended else (*known, (day, None))


def entries_of(cell: DossierCell, particulars: Particulars, days: Milestones) -> Iterator[Entry]:
    """Yield what they add for a received dossier."""
    for stops, begun, over in (
        (particulars.stops, PAUSED, UNPAUSED),
        (particulars.awaiting, AWAITING, NO_LONGER_AWAITING),
        (particulars.over_asked, OVER_ASKED, NO_LONGER_OVER_ASKED),
    ):
        for stopped, again in stops:
            yield Entry(cell, begun, stopped)
            if again is not None:
                yield Entry(cell, over, again)
    if particulars.apology and days.due_on is not None:
        yield Entry(cell, APOLOGIES[particulars.apology], days.due_on)
    for day in set(particulars.supplements):
        yield Entry(cell, SUPPLEMENTS, day, particulars.supplements.count(day))
    yield from _of_result(cell, particulars, days)
    yield from _of_fees(cell, particulars, days.received_on)
    yield from _of_papers(cell, particulars, days)


def _of_result(cell: DossierCell, particulars: Particulars, days: Milestones) -> Iterator[Entry]:
    if not particulars.files:
        return
    lapsed: dict[date, int] = {}
    for (day, pages, valid_to), after in zip_longest(particulars.files, particulars.files[1:]):
        yield Entry(cell, PAGES, day, pages)
        ends = [end for end in (valid_to and valid_to + _A_DAY, after and after[0]) if end is not None]
        if ends:
            lapsed_on = max(min(ends), day)
            lapsed[lapsed_on] = lapsed.get(lapsed_on, 0) + pages
    for day, pages in lapsed.items():
        yield Entry(cell, PAGES_LAPSED, day, pages)
    if days.finished and days.resolved_on is not None:
        yield Entry(cell, FINISHED_DIGITISED, days.resolved_on)


def _of_fees(cell: DossierCell, particulars: Particulars, received_on: date) -> Iterator[Entry]:
    """A dossier counts once a method, on the day it was first used; amounts on the days they were paid."""
    if particulars.fee:
        yield Entry(cell, FEE_DUE, received_on)
        if any(method != CASH for _, method, _ in particulars.payments):
            yield Entry(cell, FEE_CASHLESS, received_on)
    first: dict[str, date] = {}
    sums: dict[tuple[str, date], int] = {}
    for day, method, amount in particulars.payments:
        first[method] = min(day, first.get(method, day))
        sums[method, day] = sums.get((method, day), 0) + amount
    for method, day in first.items():
        yield Entry(cell, f"{FEE_PAID}:{method}", day)
    for (method, day), amount in sums.items():
        if amount:
            yield Entry(cell, f"{FEE_VND}:{method}", day, amount)


def _of_papers(cell: DossierCell, particulars: Particulars, days: Milestones) -> Iterator[Entry]:
    for name, number in zip(COMPONENTS, particulars.components or (), strict=False):
        if number:
            yield Entry(cell, name, days.received_on, number)
    if particulars.lacks is None:
        return
    for what in particulars.lacks:
        yield Entry(cell, f"{MISSING}:{what}", days.received_on)
    if days.finished and days.resolved_on is not None and not particulars.recorded:
        yield Entry(cell, f"{MISSING}:{RESULT}", days.resolved_on)
