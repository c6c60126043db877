"""Form 06 of a period, for agencies and all below them."""

from services.kernel.catalogue import Catalogue
from services.runtime.failures import PermanentError
from services.stats.application.forms.read_form06 import Cells, read_form
from services.stats.application.forms.rules import UNDEFINED, rules_of, subtitle_of
from services.stats.application.ports import CounterReader
from services.stats.domain.forms.form06 import Form, make_form
from services.stats.domain.forms.form06_table import form06_table
from services.stats.domain.forms.layout import Layout
from services.stats.domain.forms.refused import BrokenIdentityError, FormUndefinedError
from services.stats.domain.papers.table import Period, Table, say

__all__ = ["form06"]


async def form06(reader: CounterReader, catalogue: Catalogue, period: Period, agencies: frozenset[str] | None) -> Table:
    """Return the form; raises PermanentError when the rules define none, or when its columns contradict each other."""
    pack = rules_of(catalogue, period.last, agencies)
    try:
        layout = Layout.of(pack)
    except FormUndefinedError as error:
        raise PermanentError(UNDEFINED) from error

    def make(cells: Cells) -> Form:
        return make_form(cells.before, cells.during, cells.until, layout, pack.report_sections)

    first = period.first or period.last
    try:
        form = await read_form(reader, agencies, first, period.last, make)
    except BrokenIdentityError as error:
        raise PermanentError("form_inconsistent", identity=error.identity, where=error.where) from error
    name = subtitle_of(catalogue, agencies)
    return form06_table(form, pack, catalogue.words.fields, period, say(name) if name else None)
