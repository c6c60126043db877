"""Words of the agency's desk that do not stand in a template, in Vietnamese and English."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from services.runtime.web.desk.page_words import PageWords, Pairs

__all__ = ["RoutingWords"]

_LISTS: Final[Pairs] = {
    "tat-ca": ("Tất cả", "All"),
    "cho-nhan": ("Chờ nhận", "To receive"),
    "dang-xu-ly": ("Đang xử lý", "In work"),
    "sap-den-han": ("Sắp đến hạn", "Due soon"),
    "qua-han": ("Quá hạn", "Late"),
    "dung-tinh-gio": ("Không tính giờ", "Clock stands still"),
}
_STATUSES: Final[Pairs] = {
    "waiting": ("Chưa đến lượt", "Waits for its turn"),
    "dispatched": ("Đã chuyển đến", "Handed over"),
    "received": ("Đã nhận", "Received"),
    "awaiting_payment": ("Chờ nộp tiền", "Waits for payment"),
    "completed": ("Đã xong", "Completed"),
    "sent_back": ("Đã trả lại", "Sent back"),
    "cancelled": ("Đã thu hồi", "Recalled"),
    "skipped": ("Không phải làm", "Not needed"),
    "failed": ("Không có kết quả", "Without result"),
    "closed": ("Đã đóng", "Closed"),
}
_KINDS: Final[Pairs] = {
    "requested": ("Yêu cầu làm", "Asked for"),
    "received": ("Nhận", "Received"),
    "step_done": ("Xong một bước", "Step done"),
    "estimate": ("Ước tính nghĩa vụ", "Obligation estimated"),
    "tax_notice": ("Thông báo nghĩa vụ", "Notice of the obligation"),
    "result": ("Đính kèm kết quả", "Result attached"),
    "sent_back": ("Trả lại", "Sent back"),
    "completed": ("Hoàn thành", "Completed"),
}
_CAUSES: Final[Pairs] = {
    "supplement": ("Chờ bổ sung giấy tờ", "Papers are missing"),
    "payment": ("Chờ nộp tiền", "Waits for payment"),
    "posting": ("Niêm yết công khai", "Publicly posted"),
}
_VERDICTS: Final[Pairs] = {
    "early": ("trước hạn", "early"),
    "on_time": ("đúng hạn", "on time"),
    "late": ("quá hạn", "late"),
}
_LATE_CAUSES: Final[Pairs] = {
    "signer_absent_no_delegate": ("Người ký vắng mặt, chưa ủy quyền", "The signer is absent without a delegate"),
    "no_valid_signer": ("Không ai có thẩm quyền ký", "Nobody may sign"),
}
_SCANS: Final[Pairs] = {
    "clean": ("đã quét, an toàn", "scanned, clean"),
    "not_scanned": ("chưa quét", "not scanned"),
}
_MINUTES: Final = 60


@dataclass(frozen=True, slots=True)
class RoutingWords(PageWords):
    """Everything an officer reads, in one language."""

    roles: ClassVar[Pairs] = {
        "reader": ("Xem", "Reader"),
        "handler": ("Xử lý", "Handler"),
        "signer": ("Người ký", "Signer"),
        "supervisor": ("Lãnh đạo", "Supervisor"),
    }

    def list_name(self, key: str) -> str:
        return self._of(_LISTS, key)

    def status(self, status: str) -> str:
        return self._of(_STATUSES, status)

    def kind(self, kind: str) -> str:
        return self._of(_KINDS, kind)

    def cause(self, cause: str) -> str:
        return self._of(_CAUSES, cause)

    def verdict(self, verdict: str) -> str:
        return self._of(_VERDICTS, verdict)

    def scan(self, state: str) -> str:
        return self._of(_SCANS, state)

    def duration(self, minutes: int | None) -> str:
        """Working time; a dash for no limit."""
        if minutes is None:
            return "–"
        hours, rest = divmod(minutes, _MINUTES)
        parts = ([f"{hours} {self.choose('giờ', 'h')}"] if hours else []) + (
            [f"{rest} {self.choose('phút', 'min')}"] if rest or not hours else []
        )
        return " ".join(parts)

    def late_cause(self, cause: str) -> str:
        return self._of(_LATE_CAUSES, cause)

    def same(self, values: Iterable[str]) -> list[tuple[str, str]]:
        """Choices that are called what they are."""
        return [(value, value) for value in values]

    def size(self, size: int) -> str:
        return f"{max(1, round(size / 1024)):,} KiB".replace(",", ".")

    def _of(self, pairs: Pairs, key: str) -> str:
        return self.choose(*pairs.get(key, (key, key)))
