"""The sheet of messages to citizens: how they ended, and what they cost."""

from typing import Final

from services.stats.domain.activity import messages
from services.stats.domain.measures.sheet import Sheet, amount, count, rate, ratio
from services.stats.domain.papers.table import Kind, Text

__all__ = ["MESSAGES"]

_FAILED: Final = Text("Không gửi được", "Failed")
MESSAGES: Final = Sheet(
    "messages",
    Text("Tin nhắn gửi công dân", "Messages to citizens"),
    messages.MESSAGE,
    (
        count("submitted", Text("Đã gửi", "Handed over"), messages.SUBMITTED),
        count("delivered", Text("Đã nhận", "Delivered"), messages.DELIVERED),
        rate(
            "delivery",
            Text("Tỷ lệ nhận", "Delivered"),
            [messages.ARRIVED],
            [messages.SUBMITTED],
            "of those handed over delivered / handed over",
        ),
        count("failed_permanent", Text("Vĩnh viễn", "For good"), f"{messages.FAILED}:permanent", group=_FAILED),
        count("failed_technical", Text("Lỗi kỹ thuật", "Technical"), f"{messages.FAILED}:technical", group=_FAILED),
        count("unreached", Text("Chưa tới máy", "Phone not reached"), messages.UNREACHED),
        count("unconfirmed", Text("Không có xác nhận", "Unconfirmed"), messages.UNCONFIRMED),
        count("uncertain", Text("Không rõ", "Uncertain"), messages.UNCERTAIN),
        count("suppressed", Text("Không gửi", "Suppressed"), messages.SUPPRESSED),
        count("segments", Text("Số đoạn tin", "Segments"), messages.SEGMENTS),
        amount("price_vnd", Text("Chi phí (đồng)", "Cost (VND)"), messages.PRICE, kind=Kind.MONEY),
        amount(
            "price_uncertain_vnd",
            Text("Chi phí không rõ (đồng)", "Uncertain cost (VND)"),
            messages.PRICE_UNCERTAIN,
            kind=Kind.MONEY,
        ),
        ratio(
            "price_each",
            Text("Chi phí mỗi tin nhận được", "Cost of a delivered one"),
            [messages.PRICE],
            [messages.DELIVERED],
            "VND / delivered",
        ),
    ),
    {"procedure": 0, "template": 1, "channel": 2, "provider": 3},
    notes=(
        Text(
            "Kết quả tính vào ngày biết được; tin gửi cuối kỳ có thể được xác nhận ở kỳ sau.",
            "An end is counted on the day it was known: messages of the last days may be confirmed in the next period.",
        ),
        Text(
            "Tỷ lệ nhận = tin gửi trong kỳ đã tới máy (đến nay) / tin gửi trong kỳ. "
            "Tin gửi lại vì không rõ kết quả được tính phí từng lần; lần không rõ ghi riêng.",
            "Delivered share = handed over in the period and delivered by now / handed over in the period. "
            "A message sent again because nobody knew is charged each time; uncertain attempts stand apart.",
        ),
    ),
)
