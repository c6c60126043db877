"""What is to pay, line by line, what was taken off and why, and when it is due."""

from services.intake.application.documents.paper import Block, Cells, Facts
from services.intake.application.documents.source import Source
from services.intake.application.documents.wording import amount
from services.kernel.fees import FeeDue
from services.kernel.times import local_day

__all__ = ["fee_blocks"]

_MOMENTS = {1: "Khi nộp hồ sơ", 2: "Khi bổ sung", 4: "Khi nhận kết quả"}
_HEADINGS = ("Phí, lệ phí", "Mức thu", "Giảm, miễn", "Phải nộp", "Thời điểm nộp")


def fee_blocks(source: Source) -> tuple[Block, ...]:
    total = Facts((("Phí, lệ phí phải nộp", amount(source.dossier.filing.fee_vnd)),))
    rows = tuple(_row(source, line) for line in _lines(source))
    if not rows:
        return (total,)
    widths = (4.6, 2.3, 3.2, 2.3, 2.8)
    listed = Cells(_HEADINGS, rows, widths, ("left", "right", "left", "right", "left"))
    return (listed, total)


def _lines(source: Source) -> tuple[FeeDue, ...]:
    """As priced when it was filed; a dossier from before lines were kept has those of its day, in full."""
    filing = source.dossier.filing
    if filing.fees:
        return filing.fees
    day = local_day(filing.filed_at)
    return tuple(
        FeeDue(line.kind, line.name_vi, line.amount, line.amount, line.moment) for line in source.procedure.fees_on(day)
    )


def _row(source: Source, line: FeeDue) -> tuple[str, ...]:
    return (
        line.name_vi,
        amount(line.list_amount),
        _reduction(source, line),
        amount(line.amount),
        _MOMENTS[line.moment],
    )


def _reduction(source: Source, line: FeeDue) -> str:
    """The exemption by its name, any other reduction by what it cites."""
    if line.reduction is None:
        return ""
    exemption = source.pack.fee_exemptions.get(line.reduction)
    return exemption.label.vi if exemption else line.reduction
