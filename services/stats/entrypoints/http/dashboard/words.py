"""Words and numbers of the dashboard that do not stand in a template, in Vietnamese and English."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Final

from services.runtime.web.desk.page_words import PageWords, Pairs
from services.stats.domain.dashboard.period import CalendarPeriod, PeriodKind
from services.stats.domain.papers.table import Text
from services.stats.domain.rates import NOT_APPLICABLE, Rate

__all__ = ["CHANNELS", "StatsWords"]

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_TIERS: Final[Pairs] = {
    "": ("Tất cả các cấp", "All levels"),
    "national": ("Trung ương", "National"),
    "province": ("Cấp tỉnh", "Province"),
    "district": ("Cấp huyện", "District"),
    "commune": ("Cấp xã", "Commune"),
}
CHANNELS: Final[Pairs] = {
    "direct": ("Trực tiếp", "At the desk"),
    "online": ("Trực tuyến", "Online"),
    "post": ("Bưu chính", "By post"),
}
_MESSAGE_CHANNELS: Final[Pairs] = {
    "sms": ("SMS", "SMS"),
    "vneid": ("VNeID", "VNeID"),
    "portal": ("Cổng dịch vụ công", "Portal"),
    "email": ("Thư điện tử", "E-mail"),
}
_MARKS: Final = str.maketrans(".,", ",.")


@dataclass(frozen=True, slots=True)
class StatsWords(PageWords):
    """Everything that a page says, in one language."""

    roles: ClassVar[Pairs] = {
        "reader": ("Xem số liệu", "Reads figures"),
        "supervisor": ("Theo dõi hồ sơ quá hạn", "Follows late dossiers"),
        "reporter": ("Báo vướng mắc", "Tells of obstacles"),
        "national": ("Số liệu toàn quốc", "Figures of the whole country"),
    }

    def number(self, value: int | None) -> str:
        """1.234.567 in Vietnamese; a hidden count says so."""
        if value is None:
            return self.choose("ẩn", "hidden")
        text = f"{value:,}"
        return text if self.language == "en" else text.translate(_MARKS)

    def decimal(self, value: Decimal) -> str:
        """98,75 in Vietnamese."""
        text = f"{value:,f}"
        return text if self.language == "en" else text.translate(_MARKS)

    def percent(self, value: Decimal) -> str:
        """As short as it can be: 99,5%."""
        return f"{self.decimal(value.normalize())}%"

    def rate(self, rate: Rate | None) -> str:
        """A share with its sign; a dash out of nothing."""
        if rate is None:
            return self.choose("ẩn", "hidden")
        return "–" if rate.value == NOT_APPLICABLE else f"{self.decimal(Decimal(rate.value))}%"

    def day(self, day: date) -> str:
        return f"{day:%d/%m/%Y}"

    def period(self, period: CalendarPeriod) -> str:
        first = period.first
        match period.kind:
            case PeriodKind.YEAR:
                return self.choose(f"Năm {first.year}", f"{first.year}")
            case PeriodKind.QUARTER:
                return self.choose(f"Quý {period.quarter}/{first.year}", f"Q{period.quarter} {first.year}")
            case PeriodKind.MONTH:
                return self.choose(f"Tháng {first.month}/{first.year}", f"{_LONG[first.month - 1]} {first.year}")
            case PeriodKind.DAY:
                return self.choose(f"Ngày {first:%d/%m/%Y}", f"{first:%d/%m/%Y}")

    def month(self, first: date) -> str:
        """As short as a chart needs it."""
        return self.choose(f"T{first.month}", _MONTHS[first.month - 1])

    def tier(self, tier: str) -> str:
        return self._of(_TIERS, tier)

    def message_channel(self, channel: str) -> str:
        return self._of(_MESSAGE_CHANNELS, channel)

    def say(self, text: Text) -> str:
        return text.in_language(self.language)

    def _of(self, pairs: Pairs, key: str) -> str:
        return self.choose(*pairs.get(key, (key, key)))
