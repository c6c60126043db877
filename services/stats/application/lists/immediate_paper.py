"""Minutes of immediate results as a report: GET /v1/reports/immediate, `lienthong stats print immediate`."""

from typing import Final

from services.kernel.catalogue import Catalogue
from services.stats.application.papers.paper import Paper
from services.stats.application.ports import CounterReader
from services.stats.application.read_counters import read_axes, read_during
from services.stats.application.reading import Reports
from services.stats.domain.cells import parse_profile
from services.stats.domain.figures import Group, Measures, summed_by
from services.stats.domain.filters import Filters
from services.stats.domain.lists.immediate import TITLE, immediate_table
from services.stats.domain.papers.asking import AGENCY, FROM, PROCEDURE, TO, Asked
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Table

__all__ = ["immediate_paper"]

_SIGNER: Final = "signer_role"


def immediate_paper(reports: Reports, catalogue: Catalogue) -> Paper:
    async def answer(asked: Asked) -> Table:
        async def read(reader: CounterReader) -> dict[Group, Measures]:
            axes = await read_axes(reader, asked.words(AGENCY.name))
            filters = Filters(procedures=asked.words(PROCEDURE.name))
            return await read_during(reader, axes, asked.day(FROM.name), asked.day(TO.name), filters)

        groups = await reports.ask(read)
        procedures = summed_by((procedure, measures) for (procedure, _), measures in groups.items())
        signers = summed_by((signer, measures) for (_, key), measures in groups.items() if (signer := _signer(key)))
        return immediate_table(procedures, signers, Names(catalogue), asked.period)

    return Paper("immediate", TITLE, (FROM, TO, AGENCY, PROCEDURE), answer)


def _signer(profile: str) -> str | None:
    """Return the role of who signed; None where the rule packs declare no such attribute or nobody told."""
    return dict(parse_profile(profile).attributes).get(_SIGNER)
