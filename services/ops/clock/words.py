"""What an explanation says, in Vietnamese and English."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from services.kernel.times import VIETNAM

__all__ = ["LANGUAGES", "Words", "clock_time", "hours", "words_in"]

_DAYS_VI: Final = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
_DAYS_EN: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MINUTES: Final = 60


@dataclass(frozen=True, slots=True)
class Words:
    """Templates by name; days of the week from Monday on; `causes` by their key."""

    days: tuple[str, ...]
    texts: Mapping[str, str]
    causes: Mapping[str, str]

    def say(self, template: str, /, **values: object) -> str:
        return self.texts[template].format(**values)

    def day(self, day: date) -> str:
        return f"{self.days[day.weekday()]} {day:%d/%m/%Y}"

    def moment(self, moment: datetime) -> str:
        local = moment.astimezone(VIETNAM)
        return f"{self.days[local.weekday()]} {local:%d/%m/%Y} {clock_time(moment)}"

    def cause(self, key: str) -> str:
        return self.causes.get(key, key)


_VI: Final = {
    "head": "Hồ sơ {code}: {name} ({procedure})",
    "as_of": "Tính đến {moment}",
    "rules": "Quy định: bộ quy tắc {pack} ({acts})",
    "plans": "Quy định riêng: {plans}",
    "tags": "Áp dụng: {tags}",
    "limit": "Thời hạn theo thủ tục: {hours} giờ làm việc",
    "immediate": "Thủ tục giải quyết ngay trong ngày",
    "cutoff": "Trả trong ngày: tiếp nhận đến {cutoff} trả trong ngày, sau đó trả cuối ngày làm việc tiếp theo",
    "dossier": "Đồng hồ của hồ sơ, theo giờ làm việc của {agency} {name} (lịch {calendar})",
    "leg": "Bước {leg}/{attempt} tại {agency} {name} (lịch {calendar})",
    "outside": "Không tính vào thời hạn hồ sơ: {cause}",
    "ledger_limit": "Thời hạn: {limit}",
    "no_limit": "Không có thời hạn riêng",
    "started": "Bắt đầu {moment}",
    "opens": "Ngoài giờ làm việc, tính từ giờ mở cửa tiếp theo {moment}",
    "worked": "{day}  {windows}  {worked}, cộng {total}",
    "beyond": "{day}  {windows}  {worked}, cộng {total}, quá hạn",
    "makes_up": "    làm bù cho ngày nghỉ: {name}",
    "rest": "{days}  ngày nghỉ hằng tuần",
    "holiday": "{days}  nghỉ: {name}",
    "paused": "Tạm dừng từ {start} đến {end}: {cause}",
    "still_paused": "Tạm dừng từ {start} đến nay: {cause}",
    "moved": "    hạn cũ {before}, hạn mới {after}",
    "dropped": "    hạn cũ {before}, hạn mới tính khi đồng hồ chạy lại",
    "due": "Hạn: {moment}",
    "ended": "Kết thúc {moment}",
    "used": "Đã dùng {used}",
    "overrun": "Quá hạn {overrun}",
    "no_clock": "Đồng hồ của hồ sơ chưa chạy",
    "no_route": "Hồ sơ chưa được luân chuyển",
    "summary": "Thời gian đã dùng",
    "whole": "Hồ sơ: dùng {used}, thời hạn {limit}, quá hạn {overrun}",
    "unlimited": "Hồ sơ: dùng {used}",
    "charged": "{agency} chịu {minutes} quá hạn",
    "until": "đến",
}
_EN: Final = {
    "head": "Dossier {code}: {name} ({procedure})",
    "as_of": "As of {moment}",
    "rules": "Rules: pack {pack} ({acts})",
    "plans": "Local rules: {plans}",
    "tags": "Applied: {tags}",
    "limit": "Limit of the procedure: {hours} working hours",
    "immediate": "Immediate procedure, done on the day",
    "cutoff": "Due on the day: received up to {cutoff} by its closing, later by that of the next working day",
    "dossier": "The dossier's clock, by the hours of {agency} {name} (calendar {calendar})",
    "leg": "Leg {leg}/{attempt} at {agency} {name} (calendar {calendar})",
    "outside": "Outside the dossier's limit: {cause}",
    "ledger_limit": "Limit: {limit}",
    "no_limit": "No limit of its own",
    "started": "Began {moment}",
    "opens": "Outside working hours, so it counts from the next opening {moment}",
    "worked": "{day}  {windows}  {worked}, in all {total}",
    "beyond": "{day}  {windows}  {worked}, in all {total}, overdue",
    "makes_up": "    makes up for a day off: {name}",
    "rest": "{days}  weekly rest",
    "holiday": "{days}  off: {name}",
    "paused": "Paused from {start} to {end}: {cause}",
    "still_paused": "Paused since {start}: {cause}",
    "moved": "    was due {before}, now {after}",
    "dropped": "    was due {before}; the new due time comes when the clock runs again",
    "due": "Due {moment}",
    "ended": "Ended {moment}",
    "used": "Used {used}",
    "overrun": "Overrun {overrun}",
    "no_clock": "The dossier's clock has not begun",
    "no_route": "The dossier has no route yet",
    "summary": "Whose time was used",
    "whole": "Dossier: used {used}, limit {limit}, overrun {overrun}",
    "unlimited": "Dossier: used {used}",
    "charged": "{agency} has to answer for {minutes} of the overrun",
    "until": "to",
}
_CAUSES_EN: Final = {
    "supplement": "papers are missing",
    "supplement_requested": "papers are missing",
    "payment": "payment of the obligation",
    "payment_requested": "payment of the obligation",
    "tax": "the tax office works out what is owed",
    "posting": "public posting",
    "outside": "not part of the limit",
    "route": "no leg inside the limit runs",
}
_CAUSES_VI: Final = {
    "supplement_requested": "Chờ bổ sung hồ sơ",
    "payment_requested": "Chờ thực hiện nghĩa vụ tài chính",
    "route": "Không bước nào tính vào thời hạn đang chạy",
}
LANGUAGES: Final = ("vi", "en")


def words_in(language: str, causes_vi: Mapping[str, str]) -> Words:
    """`causes_vi` are the catalogue's labels."""
    if language == "en":
        return Words(_DAYS_EN, _EN, _CAUSES_EN)
    return Words(_DAYS_VI, _VI, {**_CAUSES_VI, **causes_vi})


def clock_time(moment: datetime) -> str:
    """Seconds only where there are some."""
    local = moment.astimezone(VIETNAM)
    return f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"


def hours(amount: timedelta | int) -> str:
    """Hours and minutes, `7 h 30`; an int is minutes, parts of a minute are cut off."""
    minutes = amount if isinstance(amount, int) else amount // timedelta(minutes=1)
    whole, rest = divmod(minutes, _MINUTES)
    return f"{whole} h {rest:02d}" if rest else f"{whole} h"
