"""Lines that several forms share."""

from services.intake.application.documents.paper import Facts, SignatureBox
from services.intake.application.documents.ports import Confirmation
from services.intake.application.documents.source import Source
from services.intake.application.documents.wording import short_moment

__all__ = ["SIGN", "about_applicant", "signature_of_applicant", "signature_of_desk"]

SIGN = "(Ký và ghi rõ họ tên)"
_METHODS = {"signature": "Đã ký", "fingerprint": "Đã điểm chỉ"}
_PERSONS = {"applicant": "", "delegate": " (người được ủy quyền)"}


def about_applicant(source: Source, heading: str) -> Facts:
    return Facts(
        (
            (heading, source.name),
            ("Địa chỉ", source.address),
            ("Số điện thoại", source.phone),
            ("Nội dung yêu cầu giải quyết", source.procedure.name_vi),
        )
    )


def signature_of_applicant(source: Source) -> SignatureBox:
    """With what is recorded of it, once the form was confirmed."""
    confirmation = source.issued.confirmation if source.issued else None
    signed = "" if confirmation is None else _told(confirmation)
    return SignatureBox("Người nộp hồ sơ", SIGN, signed, source.applicant.name if source.applicant else "")


def signature_of_desk(title: str = "Người tiếp nhận hồ sơ") -> SignatureBox:
    return SignatureBox(title, SIGN)


def _told(confirmation: Confirmation) -> str:
    return f"{_METHODS[confirmation.method]}{_PERSONS[confirmation.by]} lúc {short_moment(confirmation.at)}"
