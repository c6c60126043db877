"""Form 02, supplement request: everything that is missing, asked for once."""

from services.intake.application.documents.forms.parties import about_applicant, signature_of_desk
from services.intake.application.documents.paper import Block, Facts, Listing, SignatureBox, Text
from services.intake.application.documents.source import Source
from services.intake.application.documents.wording import moment
from services.intake.domain.course_records import SupplementRecord

__all__ = ["blocks", "signatures"]


def blocks(source: Source) -> tuple[Block, ...]:
    request = source.dossier.supplements[source.occurrence - 1]
    return (
        about_applicant(source, "Hồ sơ của"),
        Facts((("Thời gian yêu cầu", moment(request.asked_at)), ("Bổ sung chậm nhất", moment(request.reply_by)))),
        _missing(source, request),
        Text(
            "Quá thời hạn trên mà hồ sơ chưa được bổ sung, cơ quan sẽ thông báo dừng giải quyết. Thời gian chờ bổ sung "
            "không tính vào thời hạn giải quyết."
        ),
        Text(
            f"Trong quá trình hoàn thiện hồ sơ, nếu có vướng mắc, Ông/Bà/Tổ chức liên hệ với {source.contact} "
            "để được hướng dẫn./."
        ),
    )


def signatures(_: Source) -> tuple[SignatureBox, ...]:
    return (SignatureBox("", ""), signature_of_desk("Người hướng dẫn"))


def _missing(source: Source, request: SupplementRecord) -> Block:
    names = tuple(source.component_name(key) for key in request.components)
    if not names:
        return Text("Yêu cầu bổ sung, hoàn thiện hồ sơ theo hướng dẫn của Bộ phận tiếp nhận và trả kết quả.")
    return Listing("Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau", names)
