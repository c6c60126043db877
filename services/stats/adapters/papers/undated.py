"""A workbook without the moment of its making, which it carries in every entry and in its properties."""

import re
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

__all__ = ["undated"]

_PROPERTIES: Final = "docProps/core.xml"
_MOMENT: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_LONG_AGO: Final = rb"\g<1>2000-01-01T00:00:00Z"
_LEVEL: Final = 6


def undated(book: bytes) -> bytes:
    """Return the same workbook as made at a fixed time: its tag then changes only when its figures do."""
    buffer = BytesIO()
    with ZipFile(BytesIO(book)) as made, ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as kept:
        for entry in made.infolist():
            content = made.read(entry)
            if entry.filename == _PROPERTIES:
                content = _MOMENT.sub(_LONG_AGO, content)
            kept.writestr(ZipInfo(entry.filename), content, ZIP_DEFLATED, _LEVEL)
    return buffer.getvalue()
