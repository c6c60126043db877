"""Papers in their formats."""

from collections.abc import Mapping
from typing import Final

from services.stats.adapters.papers.as_csv import as_csv
from services.stats.adapters.papers.as_html import as_html
from services.stats.adapters.papers.as_json import as_json
from services.stats.adapters.papers.as_xlsx import as_xlsx
from services.stats.application.papers.formats import Format, Printer

__all__ = ["PRINTERS"]

PRINTERS: Final[Mapping[Format, Printer]] = {
    Format.JSON: as_json,
    Format.CSV: as_csv,
    Format.XLSX: as_xlsx,
    Format.HTML: as_html,
}
