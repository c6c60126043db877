"""The words of the look-up page, in Vietnamese and English."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from services.kernel.status import Status
from services.kernel.times import VIETNAM

__all__ = ["ENGLISH", "VIETNAMESE", "Words", "words_of"]


@dataclass(frozen=True, slots=True)
class Words:
    """A step's text has the fields {desk} and {units}; `moment` is a strftime format of local time."""

    language: str
    statuses: Mapping[Status, str]
    steps: Mapping[Status, str]
    events: Mapping[str, str]
    legs: Mapping[str, str]
    moment: str

    def status(self, status: Status) -> str:
        return self.statuses[status]

    def step(self, status: Status) -> str:
        return self.steps[status]

    def event(self, what: str) -> str:
        return self.events.get(what, self.events["other"])

    def leg(self, state: str) -> str:
        return self.legs.get(state, self.legs["dispatched"])

    def time(self, at: datetime) -> str:
        """An instant on Viet Nam's clock."""
        return at.astimezone(VIETNAM).strftime(self.moment)


VIETNAMESE: Final = Words(
    language="vi",
    statuses={status: status.vi for status in Status},
    steps={
        Status.NEWLY_FILED: "Chờ {desk} tiếp nhận",
        Status.RECEIVED: "{desk} đã tiếp nhận và đang chuyển đi giải quyết",
        Status.REFUSED: "{desk} không tiếp nhận hồ sơ này",
        Status.IN_PROCESS: "Đang được giải quyết tại {units}",
        Status.SUPPLEMENT_REQUESTED: "Chờ người nộp bổ sung giấy tờ tại {desk}",
        Status.PAYMENT_REQUESTED: "Chờ người nộp thực hiện nghĩa vụ tài chính theo thông báo",
        Status.WITHDRAWAL_REQUESTED: "{desk} đang xem xét yêu cầu rút hồ sơ",
        Status.STOPPED: "Hồ sơ đã dừng xử lý",
        Status.FINISHED: "Đã có kết quả, mời đến nhận tại {desk}",
        Status.RETURNED: "Kết quả đã được trả cho người nộp",
    },
    events={
        "registered": "Nộp hồ sơ",
        "accepted": "Tiếp nhận hồ sơ",
        "refused": "Từ chối tiếp nhận",
        "handling_started": "Bắt đầu giải quyết",
        "supplement_requested": "Yêu cầu bổ sung giấy tờ",
        "supplement_received": "Đã nhận giấy tờ bổ sung",
        "supplement_in_part": "Đã nhận một phần giấy tờ bổ sung",
        "apology_sent": "Xin lỗi trễ hạn và hẹn lại ngày trả",
        "signed": "Đã ký kết quả",
        "payment_requested": "Thông báo nghĩa vụ tài chính",
        "payment_received": "Đã nhận thanh toán",
        "obligation_lapsed": "Thông báo nghĩa vụ tài chính không còn hiệu lực",
        "child_failed": "Một thủ tục liên thông chưa hoàn thành",
        "withdrawal_requested": "Yêu cầu rút hồ sơ",
        "withdrawal_taken_back": "Thôi yêu cầu rút hồ sơ",
        "withdrawn": "Đã rút hồ sơ",
        "stopped": "Dừng xử lý",
        "completed": "Có kết quả",
        "returned": "Trả kết quả",
        "other": "Cập nhật",
    },
    legs={
        "dispatched": "Đã chuyển đến",
        "received": "Đang giải quyết",
        "paused": "Tạm dừng",
        "awaiting_payment": "Chờ thanh toán",
        "completed": "Đã xong",
        "sent_back": "Đã chuyển trả",
        "failed": "Chưa hoàn thành",
        "closed": "Không thực hiện",
    },
    moment="%H:%M ngày %d/%m/%Y",
)

ENGLISH: Final = Words(
    language="en",
    statuses={
        Status.NEWLY_FILED: "Filed",
        Status.RECEIVED: "Received",
        Status.REFUSED: "Not received",
        Status.IN_PROCESS: "Being handled",
        Status.SUPPLEMENT_REQUESTED: "Papers are missing",
        Status.PAYMENT_REQUESTED: "Payment is due",
        Status.WITHDRAWAL_REQUESTED: "Withdrawal requested",
        Status.STOPPED: "Stopped",
        Status.FINISHED: "Finished",
        Status.RETURNED: "Result returned",
    },
    steps={
        Status.NEWLY_FILED: "Waiting to be received by {desk}",
        Status.RECEIVED: "Received by {desk}, being passed on",
        Status.REFUSED: "{desk} did not receive this dossier",
        Status.IN_PROCESS: "Being handled by {units}",
        Status.SUPPLEMENT_REQUESTED: "Waiting for the applicant's missing papers at {desk}",
        Status.PAYMENT_REQUESTED: "Waiting for the applicant to pay what the notice says",
        Status.WITHDRAWAL_REQUESTED: "{desk} is looking at the request for withdrawal",
        Status.STOPPED: "Handling was stopped",
        Status.FINISHED: "The result is ready, please fetch it at {desk}",
        Status.RETURNED: "The result was handed to the applicant",
    },
    events={
        "registered": "Filed",
        "accepted": "Received",
        "refused": "Not received",
        "handling_started": "Handling started",
        "supplement_requested": "Papers asked for",
        "supplement_received": "Papers came",
        "supplement_in_part": "Some of the papers came",
        "apology_sent": "Apology with a new date",
        "signed": "Result signed",
        "payment_requested": "Payment notice",
        "payment_received": "Payment came",
        "obligation_lapsed": "Payment notice no longer holds",
        "child_failed": "One of the interlinked procedures was not completed",
        "withdrawal_requested": "Withdrawal requested",
        "withdrawal_taken_back": "Request for withdrawal taken back",
        "withdrawn": "Withdrawn",
        "stopped": "Stopped",
        "completed": "Result ready",
        "returned": "Result returned",
        "other": "Changed",
    },
    legs={
        "dispatched": "Handed over",
        "received": "In work",
        "paused": "Paused",
        "awaiting_payment": "Waiting for payment",
        "completed": "Done",
        "sent_back": "Sent back",
        "failed": "Not completed",
        "closed": "Not carried out",
    },
    moment="%d/%m/%Y, %H:%M",
)


def words_of(language: str) -> Words:
    """English when asked for, otherwise Vietnamese."""
    return ENGLISH if language == "en" else VIETNAMESE
