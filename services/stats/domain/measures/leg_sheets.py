"""Sheets of legs: exchange, work and overrun by agency; acts by signer role; causes of lateness."""

from collections.abc import Mapping
from typing import Final

from services.stats.domain.activity import legs, turn
from services.stats.domain.cells import unescape
from services.stats.domain.figures import Measures
from services.stats.domain.measures.sheet import Sheet, amount, count, parts_of, percentiles, rate
from services.stats.domain.papers.table import Kind, Text

__all__ = ["ACTS", "LATE_CAUSES", "LEGS"]

_DIMENSIONS: Final = {"procedure": 0, "leg": 1}
_WORKING: Final = Text("Phút tính theo giờ làm việc.", "Minutes are working time.")

LEGS: Final = Sheet(
    "legs",
    Text("Các bước xử lý theo cơ quan", "Legs of routes"),
    turn.LEG,
    (
        count("dispatched", Text("Chuyển đến", "Dispatched"), turn.DISPATCHED),
        count("acknowledged_in_time", Text("Tiếp nhận đúng hạn", "Taken over in time"), f"{turn.ACKNOWLEDGED}:in_time"),
        count("acknowledged_late", Text("Tiếp nhận quá hạn", "Taken over late"), f"{turn.ACKNOWLEDGED}:late"),
        rate(
            "exchange",
            Text("Tỷ lệ tiếp nhận đúng hạn", "Exchange on time"),
            [f"{turn.ACKNOWLEDGED}:in_time"],
            [f"{turn.ACKNOWLEDGED}:in_time", f"{turn.ACKNOWLEDGED}:late"],
            "taken over in time / taken over with a limit",
        ),
        count("finished_in_time", Text("Xong đúng hạn", "Finished in time"), f"{turn.FINISHED}:in_time"),
        count("finished_late", Text("Xong quá hạn", "Finished late"), f"{turn.FINISHED}:late"),
        rate(
            "in_time",
            Text("Tỷ lệ xong đúng hạn", "Finished in time"),
            [f"{turn.FINISHED}:in_time"],
            [turn.FINISHED],
            "finished in time / finished",
        ),
        *percentiles("used", Text("Phút xử lý", "Minutes used"), turn.USED),
        amount("used_minutes", Text("Tổng số phút", "All minutes used"), turn.USED_MINUTES, kind=Kind.MINUTES),
        amount("overrun_minutes", Text("Phút vượt", "Overrun"), turn.OVERRUN_MINUTES, kind=Kind.MINUTES),
        rate(
            "overrun_share",
            Text("Tỷ lệ vượt", "Share of overrun"),
            [turn.OVERRUN_MINUTES],
            [turn.USED_MINUTES],
            "minutes of overrun / minutes used",
        ),
        amount("charged_minutes", Text("Phút chịu trách nhiệm", "Charged"), legs.CHARGED_MINUTES, kind=Kind.MINUTES),
        count("dossiers", Text("Số hồ sơ", "Dossiers"), legs.DOSSIERS),
        count("dossiers_sent_back", Text("Hồ sơ đã trả lại", "Dossiers sent back"), legs.DOSSIERS_SENT_BACK),
        rate(
            "sent_back_share",
            Text("Tỷ lệ hồ sơ trả lại", "Share sent back"),
            [legs.DOSSIERS_SENT_BACK],
            [legs.DOSSIERS],
            "dossiers sent back / dossiers that came to the agency",
        ),
        count("sent_back", Text("Trả lại", "Sent back"), turn.SENT_BACK),
        count("got_back", Text("Bị trả lại", "Got back"), turn.GOT_BACK),
        count("overdue", Text("Đã quá hạn", "Became overdue"), turn.OVERDUE),
        count("escalated", Text("Báo cáo cấp trên", "Escalated"), turn.ESCALATED),
        count("signer_missing", Text("Thiếu người ký", "Signer missing"), turn.SIGNER_MISSING),
        count("failed", Text("Không có kết quả", "Failed"), turn.FAILED),
    ),
    _DIMENSIONS,
    notes=(
        _WORKING,
        Text(
            "Phút chịu trách nhiệm: phần vượt thời hạn của hồ sơ tính cho cơ quan, khi quy trình kết thúc.",
            "Charged: the part of a dossier's overrun that the agency answers for, once the route is completed.",
        ),
        Text(
            "Một hồ sơ qua nhiều cơ quan được tính ở từng cơ quan; các dòng không cộng thành số hồ sơ.",
            "A dossier that goes through several agencies counts at each of them; rows do not add up to dossiers.",
        ),
    ),
)


def _acts(measures: Measures) -> Mapping[str, Measures]:
    """By role; one who signs for another has signed in a role of their own, too."""
    found = parts_of(measures, {turn.ACTS: "acts", turn.ACT_MINUTES: "minutes", turn.ACTS_ON_BEHALF: "on_behalf"})
    return {unescape(role): told for role, told in found.items()}


ACTS: Final = Sheet(
    "acts",
    Text("Kết quả đã ký theo chức danh", "Acts by signer role"),
    turn.LEG,
    (
        count("acts", Text("Đã ký", "Signed"), "acts"),
        count("on_behalf", Text("Được ký thay", "Signed for this role by another"), "on_behalf"),
        *percentiles("minutes", Text("Phút xử lý", "Minutes used"), "minutes"),
    ),
    _DIMENSIONS,
    parts=_acts,
    part_name="role",
    notes=(_WORKING,),
)


def _causes(measures: Measures) -> Mapping[str, Measures]:
    return {unescape(cause): told for cause, told in parts_of(measures, {turn.LATE_CAUSE: "late"}).items()}


LATE_CAUSES: Final = Sheet(
    "late_causes",
    Text("Nguyên nhân chậm", "Causes of lateness"),
    turn.LEG,
    (count("late", Text("Bước xong quá hạn", "Legs finished late"), "late"),),
    _DIMENSIONS,
    parts=_causes,
    part_name="cause",
)
