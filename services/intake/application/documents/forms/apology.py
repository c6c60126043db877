"""Form 04, apology with the one new date: sent before the old one expires (domain.md §7)."""

from services.intake.application.documents.paper import Block, Facts, SignatureBox, Text
from services.intake.application.documents.reasons import apology_text
from services.intake.application.documents.source import Source
from services.intake.application.documents.wording import moment
from services.intake.domain.course_records import Apology

__all__ = ["blocks", "signatures"]


def blocks(source: Source) -> tuple[Block, ...]:
    apology = source.dossier.apology
    if apology is None:
        return ()
    return (*_promised(source, apology), *_excused(source, apology), *_rescheduled(source, apology))


def signatures(_: Source) -> tuple[SignatureBox, ...]:
    return (
        SignatureBox("", ""),
        SignatureBox("Thủ trưởng cơ quan, đơn vị", "(Ký số hoặc ký, đóng dấu và ghi rõ họ tên)"),
    )


def _promised(source: Source, apology: Apology) -> tuple[Block, ...]:
    return (
        Text(f"Kính gửi: Ông/Bà/Tổ chức {source.name}"),
        Text(
            f"{source.received_by} đã tiếp nhận hồ sơ của Ông/Bà/Tổ chức đề nghị giải quyết thủ tục "
            f"“{source.procedure.name_vi}” với các mốc thời gian sau:"
        ),
        Facts(
            (
                ("Thời gian nhận hồ sơ", moment(source.dossier.received_at)),
                ("Thời gian hẹn trả kết quả", moment(apology.instead_of)),
            )
        ),
    )


def _excused(source: Source, apology: Apology) -> tuple[Block, ...]:
    return (
        Text(
            "Tuy nhiên, hồ sơ của Ông/Bà/Tổ chức chưa thể giải quyết xong đúng thời hạn ghi trên Giấy tiếp nhận hồ sơ "
            "và hẹn trả kết quả."
        ),
        Facts(
            (
                ("Đơn vị chịu trách nhiệm", _responsible(source)),
                ("Lý do", apology_text(source.pack, apology.reason)),
            )
        ),
    )


def _rescheduled(source: Source, apology: Apology) -> tuple[Block, ...]:
    return (
        Text(
            "Sự chậm trễ này đã gây phiền hà, tốn kém chi phí, công sức của Ông/Bà/Tổ chức. "
            f"{source.agency_title} xin lỗi Ông/Bà/Tổ chức và hẹn lại thời gian trả kết quả như sau:"
        ),
        Facts(
            (
                ("Thời gian trả kết quả mới", moment(apology.promised_at)),
                ("Nơi trả kết quả", f"Bộ phận tiếp nhận và trả kết quả, {source.agency_title}"),
            )
        ),
        Text("Mong nhận được sự thông cảm của Ông/Bà/Tổ chức vì sự chậm trễ này./."),
    )


def _responsible(source: Source) -> str:
    """Whoever has it in hand; the receiving agency when nobody else does."""
    units = [source.terms.agency_name(leg.agency) for leg in source.dossier.route.legs if leg.finished_at is None]
    return ", ".join(dict.fromkeys(units)) or source.agency_title
