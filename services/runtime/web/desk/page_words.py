"""Words of a desk's pages that do not stand in a template, in Vietnamese and English."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final, Protocol

from services.kernel.money import Vnd, format_vnd
from services.kernel.times import VIETNAM

__all__ = ["Labelled", "PageWords", "Pairs"]

Pairs = Mapping[str, tuple[str, str]]
_NOTICES: Final[Pairs] = {
    "done": ("Đã thực hiện.", "Done."),
    "signed-out": ("Đã đăng xuất.", "You have signed out."),
    "saved": ("Đã lưu.", "Saved."),
}

_SCOPES: Final[Pairs] = {
    "paper_origin": ("Nguồn gốc giấy tờ", "Origin of the paper"),
    "domestic": ("Trong nước", "Viet Nam"),
    "foreign": ("Nước ngoài", "Abroad"),
    "other": ("Khác", "Another"),
}


class Labelled(Protocol):
    """An entry of a list of the rule pack."""

    @property
    def vi(self) -> str: ...

    @property
    def en(self) -> str: ...


@dataclass(frozen=True, slots=True)
class PageWords:
    """What every desk says, in one language; a service adds its own `notices` and `roles`."""

    notices: ClassVar[Pairs] = {}
    roles: ClassVar[Pairs] = {}
    language: str

    def choose(self, vietnamese: str, english: str) -> str:
        return english if self.language == "en" else vietnamese

    def notice(self, key: str) -> str | None:
        """What a page says after a step; the address carries a key, never a text."""
        found = self.notices.get(key) or _NOTICES.get(key)
        return None if found is None else self.choose(*found)

    def role(self, role: str) -> str:
        return self.choose(*self.roles.get(role, (role, role)))

    def time(self, at: datetime | None) -> str:
        """An instant on Viet Nam's clock; a dash for none."""
        return "–" if at is None else at.astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")

    def scope(self, name: str) -> str:
        return self.choose(*_SCOPES.get(name, (name, name)))

    def scope_values(self, name: str, values: Iterable[str]) -> list[tuple[str, str]]:
        """What may be said of a paper: what delegations ask for, and something else."""
        outside = "foreign" if name == "paper_origin" else "other"
        return [(value, self.scope(value)) for value in (*values, outside)]

    def reasons(self, entries: Mapping[str, Labelled]) -> list[tuple[str, str]]:
        """The choices of a list of the rule pack."""
        return [(key, self.choose(each.vi, each.en)) for key, each in entries.items()]

    def money(self, amount: int) -> str:
        return format_vnd(Vnd(amount))
