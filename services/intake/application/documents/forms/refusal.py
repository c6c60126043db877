"""Form 03, refusal to receive: never counted as received."""

from services.intake.application.documents.forms.parties import (
    about_applicant,
    signature_of_applicant,
    signature_of_desk,
)
from services.intake.application.documents.paper import Block, Facts, SignatureBox, Text
from services.intake.application.documents.reasons import refusal_text
from services.intake.application.documents.source import Source

__all__ = ["blocks", "signatures"]


def blocks(source: Source) -> tuple[Block, ...]:
    return (
        about_applicant(source, "Hồ sơ của"),
        Text(
            f"Qua xem xét, Bộ phận tiếp nhận và trả kết quả của {source.agency_title} thông báo không tiếp nhận, "
            "giải quyết hồ sơ này với lý do như sau:"
        ),
        Facts((("Lý do", refusal_text(source.pack, source.dossier.refusal_reason)),)),
        Text(
            f"Nếu cần hướng dẫn thêm, xin liên hệ {source.contact}. "
            "Xin thông báo để Ông/Bà/Tổ chức được biết và thực hiện./."
        ),
    )


def signatures(source: Source) -> tuple[SignatureBox, ...]:
    return (signature_of_applicant(source), signature_of_desk())
