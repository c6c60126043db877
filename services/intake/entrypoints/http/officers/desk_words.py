"""The desk's words that do not stand in a template, in Vietnamese and English."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from services.intake.application.public.look_up_words import words_of
from services.kernel.catalogue import Case
from services.kernel.status import Status
from services.runtime.web.desk.page_words import Labelled, PageWords, Pairs

__all__ = ["DeskWords"]

_NOTICES: Final[Mapping[str, tuple[str, str]]] = {
    "filed": ("Đã ghi nhận hồ sơ.", "The dossier was filed."),
    "accepted": ("Đã tiếp nhận hồ sơ.", "The dossier was received."),
}

_ROLES: Final[Mapping[str, tuple[str, str]]] = {
    "receiver": ("Tiếp nhận", "Receiver"),
    "handler": ("Giải quyết", "Handler"),
    "signer": ("Người ký", "Signer"),
    "returner": ("Trả kết quả", "Returner"),
    "supervisor": ("Lãnh đạo", "Supervisor"),
    "admin": ("Quản trị", "Administrator"),
}


_ALERTS: Final[Mapping[str, tuple[str, str]]] = {
    "signer_absent_no_delegate": (
        "Người ký vắng mặt, chưa có ủy quyền:",
        "The signer is absent and nobody is delegated:",
    ),
}


_VIOLATIONS: Final[Mapping[str, tuple[str, str]]] = {
    "supplement_repeated": ("Yêu cầu bổ sung nhiều lần", "Papers asked for again"),
    "apology_late": ("Xin lỗi muộn", "Apology sent late"),
    "apology_missing": ("Quá hạn không xin lỗi", "Late without an apology"),
}

_FORMS: Final[Mapping[str, tuple[str, str]]] = {
    "receipt": ("Giấy tiếp nhận và hẹn trả", "Receipt with appointment"),
    "supplement_request": ("Phiếu yêu cầu bổ sung", "Supplement request"),
    "refusal": ("Phiếu từ chối", "Refusal"),
    "apology": ("Phiếu xin lỗi và hẹn lại", "Apology"),
    "stop_notice": ("Thông báo dừng giải quyết", "Stop notice"),
    "step_log": ("Phiếu kiểm soát quá trình", "Control slip"),
}


_WRITING: Final[Mapping[str, tuple[str, str]]] = {
    "drafted": ("Viết nháp", "Drafted"),
    "corrected": ("Sửa", "Corrected"),
    "read_back": ("Đã đọc lại", "Read back"),
    "confirmed": ("Người dân đã xác nhận", "Confirmed by the citizen"),
    "filed": ("Đã nộp", "Filed"),
}


@dataclass(frozen=True, slots=True)
class DeskWords(PageWords):
    """Everything an officer reads, in one language."""

    notices: ClassVar[Pairs] = _NOTICES
    roles: ClassVar[Pairs] = _ROLES

    def alert(self, kind: str) -> str:
        return self.choose(*_ALERTS.get(kind, (kind, kind)))

    def violation(self, kind: str) -> str:
        return self.choose(*_VIOLATIONS.get(kind, (kind, kind)))

    def form(self, kind: str) -> str:
        return self.choose(*_FORMS.get(kind, (kind, kind)))

    def writing(self, what: str) -> str:
        """A step of a draft, or how far it has come."""
        return self.choose(*_WRITING.get(what, (what, what)))

    def prefixes(self, prefixes: Mapping[str, str]) -> list[tuple[str, str]]:
        """As they stand before a signature, with what they mean."""
        return [(prefix, f"{prefix} ({meaning})") for prefix, meaning in prefixes.items()]

    def cases(self, cases: Mapping[str, Case]) -> list[tuple[str, str]]:
        return [(key, self.choose(case.label_vi, case.label_en)) for key, case in cases.items()]

    def label(self, entries: Mapping[str, Labelled], key: str) -> str:
        return self.choose(entries[key].vi, entries[key].en) if key in entries else key

    def status(self, status: Status) -> str:
        return words_of(self.language).status(status)
