"""Tracking book of an agency over a period: one line a dossier."""

from services.intake.application.documents.paper import Align, Block, Cells, Text
from services.intake.application.documents.source import Source
from services.intake.application.documents.wording import short_moment

__all__ = ["blocks_of"]

_HEADINGS = (
    "TT",
    "Mã hồ sơ",
    "Số biên nhận",
    "Thủ tục hành chính",
    "Cá nhân, tổ chức",
    "Địa chỉ, điện thoại",
    "Nhận hồ sơ",
    "Hẹn trả",
    "Trả kết quả",
    "Trạng thái",
)
_LEFT: Align = "left"
_ALIGNS: tuple[Align, ...] = ("center", *(_LEFT for _ in _HEADINGS[1:]))
_WIDTHS = (0.9, 4.7, 1.5, 5, 3.6, 4.2, 2.1, 2.1, 2.1, 2.4)


def blocks_of(sources: tuple[Source, ...], *, complete: bool) -> tuple[Block, ...]:
    """`complete` is False when the book is longer than what fits into one document."""
    if not sources:
        return (Text("Không có hồ sơ nào trong kỳ này."),)
    rows = tuple(_row(place, source) for place, source in enumerate(sources, 1))
    table = Cells(_HEADINGS, rows, _WIDTHS, _ALIGNS)
    return (table, Text(f"Tổng số: {len(rows)} hồ sơ.{'' if complete else ' Còn nữa: hãy in kỳ ngắn hơn.'}"))


def _row(place: int, source: Source) -> tuple[str, ...]:
    dossier = source.dossier
    return (
        str(place),
        dossier.code,
        str(source.issued.number) if source.issued else "",
        source.procedure.name_vi,
        source.name,
        ", ".join(part for part in (source.address, source.phone) if part != "–"),
        short_moment(dossier.received_at or dossier.filing.filed_at),
        short_moment(dossier.promised_at),
        short_moment(dossier.returned_at),
        dossier.status.vi,
    )
