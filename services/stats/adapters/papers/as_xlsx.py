"""A workbook: one sheet to print, with a repeated head on A4 landscape, and one with the bare rows for counting on."""

from io import BytesIO

from services.stats.adapters.papers.undated import undated
from services.stats.domain.papers.asking import Asked
from services.stats.domain.papers.table import Table

__all__ = ["as_xlsx"]


def as_xlsx(table: Table, asked: Asked, language: str, following: str | None = None) -> bytes:  # noqa: ARG001 all rows of it
    """Return the file; the same table gives the same bytes."""
    # openpyxl is 8 MiB of code, which a process that only counts can do without.
    from openpyxl import Workbook  # noqa: PLC0415 see above

    from services.stats.adapters.papers.bare_sheet import add_bare_sheet  # noqa: PLC0415 see above
    from services.stats.adapters.papers.printed_sheet import add_printed_sheet  # noqa: PLC0415 see above

    book = Workbook(write_only=True)
    book.properties.creator = "Liên Thông"
    book.properties.title = table.title.in_language(language)
    add_printed_sheet(book, table, language)
    add_bare_sheet(book, table, language)
    buffer = BytesIO()
    book.save(buffer)
    return undated(buffer.getvalue())
