"""Dossiers of a period by agency, and by field; what was pending is as of its last day, whichever past day that is."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from services.kernel.catalogue import Catalogue
from services.stats.application.forms.form06 import filled_form, layout_of
from services.stats.application.forms.read_checked import Stretches, read_checked
from services.stats.application.forms.rules import rules_of
from services.stats.application.ports import CounterReader
from services.stats.application.read_rollups import read_agencies, read_receptions
from services.stats.application.so_far import so_far
from services.stats.domain.counters import BY_AGENCY
from services.stats.domain.figures import Measures, counted_by
from services.stats.domain.forms.form06 import Form, Place, make_form
from services.stats.domain.forms.line import OTHER, Line, online_channels
from services.stats.domain.forms.lists import Listed, list_table
from services.stats.domain.papers.names import word_of
from services.stats.domain.papers.table import Period, Table, say
from services.stats.domain.scope import is_asked, provinces_of

__all__ = ["by_agency", "by_field"]

_ANY_CHANNEL = ""


async def by_agency(
    reader: CounterReader, catalogue: Catalogue, period: Period, agencies: frozenset[str] | None, today: date = date.max
) -> Table:
    """Return a row per agency within `agencies`, under their tiers.

    Nothing but receptions is told apart by channel there, so the line is made without channels, and then says how many
    of its new dossiers came online.
    """
    pack = rules_of(catalogue, period.last, agencies)
    online = online_channels(layout_of(pack))
    layout = replace(layout_of(pack), channels={_ANY_CHANNEL: OTHER})
    provinces, first = provinces_of(agencies), period.first or period.last

    async def read(first: date, last: date) -> Mapping[Place, Measures]:
        found = await read_agencies(reader, provinces, first, last)
        return {(tier, code, _ANY_CHANNEL): cell for (_, tier, code), cell in found.items() if is_asked(agencies, code)}

    def make(found: Stretches[Place]) -> Form:
        return make_form(found.before, found.during, found.until, layout, pack.report_sections)

    form = await read_checked(so_far(read, today), first, period.last, make)
    received = await _read_online(reader, provinces, first, period.last, online)
    names = {str(code): agency.name for code, agency in catalogue.agencies.items()}
    listed = (
        Listed(one.tier, {code: line.online_of(received.get((one.tier, code), 0)) for code, line in one.lines.items()})
        for one in form.sections
    )
    return list_table("agencies", listed, lambda code: say(names.get(code, code)), pack, period)


async def _read_online(
    reader: CounterReader, provinces: Collection[str] | None, first: date, last: date, channels: Collection[str]
) -> Mapping[tuple[str, str], int]:
    """Return how many dossiers came by these channels, by tier and agency."""
    received = await read_receptions(reader, BY_AGENCY, provinces, first, last)
    return counted_by(
        ((tier, agency), number) for (tier, channel, agency), number in received.items() if channel in channels
    )


async def by_field(
    reader: CounterReader, catalogue: Catalogue, period: Period, agencies: frozenset[str] | None, today: date = date.max
) -> Table:
    """Return a row per field, over all tiers."""
    pack = rules_of(catalogue, period.last, agencies)
    form = await filled_form(reader, pack, period, agencies, today)
    fields = sorted({field for section in form.sections for field in section.lines})
    lines = {field: sum((section.lines.get(field, Line()) for section in form.sections), Line()) for field in fields}
    return list_table("fields", (Listed("", lines),), partial(word_of, catalogue.words, "fields"), pack, period)
