"""A report as a document that no batch is half in."""

from typing import Final

from services.runtime.failures import TransientError
from services.stats.application.papers.paper import Paper
from services.stats.application.papers.present_table import present_table
from services.stats.domain.papers.asking import Asked
from services.stats.domain.papers.canonical import canonical

__all__ = ["steady_document"]

_ATTEMPTS: Final = 5


async def steady_document(paper: Paper, asked: Asked) -> str:
    """Return what is kept of the report in canonical JSON, as two readings in a row have it.

    A batch is counted in several writes, and a reading between them would be frozen with figures that never stood side
    by side. Raises TransientError(figures_moving) when no two readings agree.
    """
    before = await _read(paper, asked)
    for _ in range(_ATTEMPTS):
        now = await _read(paper, asked)
        if now == before:
            return now
        before = now
    raise TransientError("figures_moving")


async def _read(paper: Paper, asked: Asked) -> str:
    return canonical(present_table(paper.kept(await paper.answer(asked)), asked))
