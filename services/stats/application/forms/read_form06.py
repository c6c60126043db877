"""Read form 06 from the counters; while they move, the sums up to the last day are made of their parts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from services.stats.application.forms.read_places import read_places
from services.stats.application.ports import CounterReader
from services.stats.domain.figures import Measures, total
from services.stats.domain.forms.form06 import Form, Place
from services.stats.domain.forms.refused import BrokenIdentityError

__all__ = ["Cells", "read_cells", "read_form"]

_ATTEMPTS: Final = 3
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cells:
    """`until` is read on its own, so that `before` and `during` can be checked against it."""

    before: dict[Place, Measures]
    during: dict[Place, Measures]
    until: dict[Place, Measures]

    @property
    def joined(self) -> "Cells":
        """Return them with an `until` that is the sum of the others."""
        places = self.before.keys() | self.during.keys()
        until = {place: total((self.before.get(place, {}), self.during.get(place, {}))) for place in places}
        return Cells(self.before, self.during, until)


async def read_cells(reader: CounterReader, agencies: frozenset[str] | None, first: date, last: date) -> Cells:
    return Cells(
        before=await read_places(reader, agencies, date.min, first - _DAY),
        during=await read_places(reader, agencies, first, last),
        until=await read_places(reader, agencies, date.min, last),
    )


async def read_form(
    reader: CounterReader, agencies: frozenset[str] | None, first: date, last: date, make: Callable[[Cells], Form]
) -> Form:
    """Return the form of a period; raises BrokenIdentityError when figures at rest contradict each other.

    Events that are counted between two readings make them differ too. That shows in the next reading; figures that
    never rest are joined, so that a busy day has a form.
    """
    held: Cells | None = None
    for _ in range(_ATTEMPTS):
        cells = await read_cells(reader, agencies, first, last)
        try:
            return make(cells)
        except BrokenIdentityError:
            if cells == held:
                raise
            held = cells
    return make(cells.joined)
