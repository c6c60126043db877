"""The desk's words that do not stand in a template, in Vietnamese and English."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from services.intake.application.public.look_up_words import words_of
from services.kernel.money import Vnd, format_vnd
from services.kernel.status import Status
from services.kernel.times import VIETNAM

__all__ = ["DeskWords"]

_NOTICES: Final[Mapping[str, tuple[str, str]]] = {
    "filed": ("Đã ghi nhận hồ sơ.", "The dossier was filed."),
    "accepted": ("Đã tiếp nhận hồ sơ.", "The dossier was received."),
    "done": ("Đã thực hiện.", "Done."),
    "signed-out": ("Đã đăng xuất.", "You have signed out."),
    "saved": ("Đã lưu.", "Saved."),
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


@dataclass(frozen=True, slots=True)
class DeskWords:
    """Everything an officer reads, in one language."""

    language: str

    def choose(self, vietnamese: str, english: str) -> str:
        return english if self.language == "en" else vietnamese

    def notice(self, key: str) -> str | None:
        """What a page says after a step; the address carries a key, never a text."""
        found = _NOTICES.get(key)
        return None if found is None else self.choose(*found)

    def role(self, role: str) -> str:
        return self.choose(*_ROLES.get(role, (role, role)))

    def alert(self, kind: str) -> str:
        return self.choose(*_ALERTS.get(kind, (kind, kind)))

    def status(self, status: Status) -> str:
        return words_of(self.language).status(status)

    def time(self, at: datetime | None) -> str:
        """An instant on Viet Nam's clock; a dash for none."""
        return "–" if at is None else at.astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")

    def money(self, amount: int) -> str:
        return format_vnd(Vnd(amount))
