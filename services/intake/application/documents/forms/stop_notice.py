"""Form 05 of the 2025 pack, stop notice: reason, date, what happens to fees (domain.md §7)."""

from services.intake.application.documents.forms.parties import about_applicant
from services.intake.application.documents.paper import Block, Facts, SignatureBox, Text
from services.intake.application.documents.reasons import fees_text, stop_text
from services.intake.application.documents.source import Source
from services.intake.application.documents.wording import amount, moment

__all__ = ["blocks", "signatures"]


def blocks(source: Source) -> tuple[Block, ...]:
    dossier, notice = source.dossier, source.dossier.stop_notice
    if notice is None:
        return ()
    return (
        about_applicant(source, "Kính gửi"),
        Text(
            f"{source.agency_title} thông báo dừng giải quyết hồ sơ nêu trên của Ông/Bà/Tổ chức với các nội dung sau:"
        ),
        Facts(
            (
                ("Thời gian nhận hồ sơ", moment(dossier.received_at)),
                ("Thời gian dừng giải quyết", moment(notice.at)),
                ("Lý do", stop_text(source.pack, notice.reason)),
                ("Phí, lệ phí theo hồ sơ", amount(dossier.filing.fee_vnd)),
                ("Xử lý phí, lệ phí đã nộp", fees_text(notice.fees)),
            )
        ),
        Text(
            "Giấy tờ đã nộp được trả lại tại Bộ phận tiếp nhận và trả kết quả. Ông/Bà/Tổ chức có thể nộp hồ sơ mới khi "
            f"có đủ điều kiện. Mọi vướng mắc xin liên hệ {source.contact}./."
        ),
    )


def signatures(_: Source) -> tuple[SignatureBox, ...]:
    return (
        SignatureBox("", ""),
        SignatureBox("Thủ trưởng cơ quan, đơn vị", "(Ký số hoặc ký, đóng dấu và ghi rõ họ tên)"),
    )
