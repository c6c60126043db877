"""What is to pay, line by line, and when."""

from services.intake.application.documents.paper import Block, Cells, Facts
from services.intake.application.documents.source import Source
from services.intake.application.documents.wording import amount
from services.kernel.times import local_day

__all__ = ["fee_blocks"]

_MOMENTS = {1: "Khi nộp hồ sơ", 2: "Khi bổ sung", 4: "Khi nhận kết quả"}


def fee_blocks(source: Source) -> tuple[Block, ...]:
    total = Facts((("Phí, lệ phí phải nộp", amount(source.dossier.filing.fee_vnd)),))
    lines = source.procedure.fees_on(local_day(source.dossier.filing.filed_at))
    rows = tuple((line.name_vi, amount(line.amount), _MOMENTS[line.moment]) for line in lines)
    if not rows:
        return (total,)
    listed = Cells(("Phí, lệ phí", "Mức thu", "Thời điểm nộp"), rows, (6, 3, 4), ("left", "right", "left"))
    return (listed, total)
