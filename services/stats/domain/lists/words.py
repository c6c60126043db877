"""What lists call standings, channels, apologies and steps; a word that they do not know is shown as it is."""

from collections.abc import Mapping
from typing import Final

from services.stats.domain.papers.table import Text, say

__all__ = ["actor_named", "apology_named", "channel_named", "standing_named", "step_named"]

_STANDINGS: Final = {
    "pending": Text("Đang giải quyết", "Pending"),
    "awaiting_supplement": Text("Chờ bổ sung", "Awaiting supplement"),
    "early": Text("Trước hạn", "Early"),
    "on_time": Text("Đúng hạn", "On time"),
    "late": Text("Quá hạn", "Late"),
    "withdrawn": Text("Rút hồ sơ", "Withdrawn"),
    "stopped": Text("Dừng giải quyết", "Stopped"),
    "refused": Text("Từ chối tiếp nhận", "Refused"),
}
_CHANNELS: Final = {
    "direct": Text("Trực tiếp", "Direct"),
    "online": Text("Trực tuyến", "Online"),
    "post": Text("Bưu chính công ích", "Post"),
}
_APOLOGIES: Final = {
    "in_time": Text("Đã gửi đúng hạn", "Sent in time"),
    "sent_late": Text("Gửi trễ", "Sent late"),
    "none": Text("Chưa gửi", "None"),
}
_STEPS: Final = {
    "registered": Text("Nộp hồ sơ", "Filed"),
    "accepted": Text("Tiếp nhận", "Received"),
    "refused": Text("Từ chối tiếp nhận", "Refused"),
    "supplement_requested": Text("Yêu cầu bổ sung", "Supplement requested"),
    "supplement_received": Text("Nhận bổ sung", "Supplement received"),
    "payment_requested": Text("Yêu cầu nghĩa vụ tài chính", "Payment requested"),
    "payment_received": Text("Đã nộp nghĩa vụ tài chính", "Payment received"),
    "obligation_lapsed": Text("Nghĩa vụ tài chính hết hiệu lực", "Obligation lapsed"),
    "clock_paused": Text("Tạm dừng tính thời hạn", "Clock paused"),
    "clock_resumed": Text("Tiếp tục tính thời hạn", "Clock resumed"),
    "substate_changed": Text("Chuyển trạng thái nội bộ", "Local sub-state changed"),
    "due_warned": Text("Cảnh báo sắp đến hạn", "Warned of the due date"),
    "apology_sent": Text("Gửi phiếu xin lỗi", "Apology sent"),
    "apology_missed": Text("Thiếu phiếu xin lỗi", "Apology missing"),
    "withdrawal_requested": Text("Đề nghị rút hồ sơ", "Withdrawal requested"),
    "withdrawn": Text("Rút hồ sơ", "Withdrawn"),
    "stopped": Text("Dừng giải quyết", "Stopped"),
    "completed": Text("Có kết quả", "Completed"),
    "returned": Text("Trả kết quả", "Returned"),
    "fee_paid": Text("Nộp phí, lệ phí", "Fee paid"),
    "result_digitised": Text("Số hóa kết quả", "Result digitised"),
    "child_failed": Text("Hồ sơ thành phần không có kết quả", "Child ended without result"),
    "leg_dispatched": Text("Chuyển đến cơ quan", "Passed to the agency"),
    "leg_received": Text("Cơ quan tiếp nhận", "Taken over by the agency"),
    "leg_finished": Text("Cơ quan giải quyết xong", "Done by the agency"),
    "leg_sent_back": Text("Trả lại", "Sent back"),
    "leg_overdue": Text("Bước quá hạn", "Leg overdue"),
    "leg_escalated": Text("Báo cáo cấp trên", "Escalated"),
    "leg_failed": Text("Bước không thực hiện được", "Leg failed"),
}
_ACTORS: Final = {
    "software": Text("Phần mềm của cơ quan", "The agency's software"),
    "applicant": Text("Người nộp", "The applicant"),
    "system": Text("Hệ thống", "The system"),
}
_OFFICER: Final = "officer:"


def standing_named(standing: str) -> Text:
    return _named(_STANDINGS, standing)


def channel_named(channel: str) -> Text:
    return _named(_CHANNELS, channel)


def apology_named(apology: str) -> Text | None:
    """None for a dossier that nobody owes one."""
    return _named(_APOLOGIES, apology) if apology else None


def step_named(what: str) -> Text:
    return _named(_STEPS, what)


def actor_named(by: str) -> Text | None:
    """Return an officer by account, of others what they are; None where nobody told."""
    if not by:
        return None
    return say(by.removeprefix(_OFFICER)) if by.startswith(_OFFICER) else _named(_ACTORS, by)


def _named(words: Mapping[str, Text], word: str) -> Text:
    return words.get(word, say(word))
