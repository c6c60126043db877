"""Form 06 of a period, for agencies and all below them."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from services.kernel.catalogue import Catalogue, RulePack
from services.runtime.failures import PermanentError
from services.stats.application.forms.read_checked import Stretches, read_checked
from services.stats.application.forms.read_places import read_places
from services.stats.application.forms.rules import UNDEFINED, rules_of, subtitle_of
from services.stats.application.ports import CounterReader
from services.stats.application.so_far import so_far
from services.stats.domain.figures import Measures
from services.stats.domain.forms.form06 import Form, Place, make_form
from services.stats.domain.forms.form06_table import form06_table
from services.stats.domain.forms.layout import Layout
from services.stats.domain.forms.refused import FormUndefinedError
from services.stats.domain.papers.names import word_of
from services.stats.domain.papers.table import Period, Table

__all__ = ["filled_form", "form06", "layout_of"]


async def form06(
    reader: CounterReader, catalogue: Catalogue, period: Period, agencies: frozenset[str] | None, today: date = date.max
) -> Table:
    """Return the form, of a period that is not over as of now.

    Raises PermanentError when the rules define none, or when its columns contradict each other.
    """
    pack = rules_of(catalogue, period.last, agencies)
    form = await filled_form(reader, pack, period, agencies, today)
    return form06_table(
        form, pack, partial(word_of, catalogue.words, "fields"), period, subtitle_of(catalogue, agencies)
    )


async def filled_form(
    reader: CounterReader, pack: RulePack, period: Period, agencies: frozenset[str] | None, today: date
) -> Form:
    """Return its lines by field in sections by tier."""
    layout = layout_of(pack)

    async def read(first: date, last: date) -> Mapping[Place, Measures]:
        return await read_places(reader, agencies, first, last)

    def make(found: Stretches[Place]) -> Form:
        return make_form(found.before, found.during, found.until, layout, pack.report_sections)

    return await read_checked(so_far(read, today), period.first or period.last, period.last, make)


def layout_of(pack: RulePack) -> Layout:
    """Raises PermanentError when the pack has no layout."""
    try:
        return Layout.of(pack)
    except FormUndefinedError as error:
        raise PermanentError(UNDEFINED) from error
