"""Control slip of a dossier: who had it from when to when. It names no person outside the offices."""

from services.intake.application.documents.paper import Block, Cells, Facts, SignatureBox, Text
from services.intake.application.documents.source import Source
from services.intake.application.documents.wording import moment, short_moment
from services.intake.application.public.look_up_words import VIETNAMESE
from services.intake.domain.route_view import LegView

__all__ = ["blocks", "signatures"]


def blocks(source: Source) -> tuple[Block, ...]:
    dossier = source.dossier
    return (
        Facts(
            (
                ("Nội dung yêu cầu giải quyết", source.procedure.name_vi),
                ("Cơ quan tiếp nhận", source.received_by),
                ("Thời gian nhận hồ sơ", moment(dossier.received_at)),
                ("Thời gian hẹn trả kết quả", moment(dossier.promised_at)),
                ("Trạng thái", dossier.status.vi),
            )
        ),
        _steps(source),
        _handoffs(source),
    )


def signatures(_: Source) -> tuple[SignatureBox, ...]:
    return ()


def _steps(source: Source) -> Block:
    rows = tuple(
        (short_moment(entry.at), VIETNAMESE.event(entry.what), entry.status.vi) for entry in source.dossier.history
    )
    return Cells(
        ("Thời gian", "Nội dung", "Trạng thái sau bước này"),
        rows,
        (2.2, 5, 4),
        ("left", "left", "left"),
        title="Quá trình tại Bộ phận tiếp nhận và trả kết quả",
    )


def _handoffs(source: Source) -> Block:
    legs = source.dossier.route.legs
    if not legs:
        return Text("Hồ sơ chưa được chuyển đến cơ quan, đơn vị nào khác.")
    return Cells(
        ("Cơ quan, đơn vị", "Giao", "Nhận", "Hạn", "Xong", "Kết quả", "Ghi chú"),
        tuple(_handoff(source, leg) for leg in legs),
        (4, 2, 2, 2, 2, 2, 2.4),
        ("left", "left", "left", "left", "left", "left", "left"),
        title="Luân chuyển giữa các cơ quan, đơn vị",
    )


def _handoff(source: Source, leg: LegView) -> tuple[str, ...]:
    return (
        source.terms.agency_name(leg.agency),
        short_moment(leg.dispatched_at),
        short_moment(leg.received_at),
        short_moment(leg.due_at),
        short_moment(leg.finished_at),
        _judged(leg),
        f"Phiếu {leg.slip}" if leg.slip else ("" if leg.inside_clock else "Không tính vào thời hạn"),
    )


def _judged(leg: LegView) -> str:
    if leg.finished_at is None or leg.state != "completed":
        return VIETNAMESE.leg(leg.state)
    return f"Quá hạn {leg.overrun_minutes} phút" if leg.overrun_minutes else "Đúng hạn"
