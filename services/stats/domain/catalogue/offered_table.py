"""Online services as a report: all procedures, by tier of the desks, by field."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from services.stats.domain.catalogue.offered import Offered, Share, share_of
from services.stats.domain.counters import TIERS
from services.stats.domain.papers.names import Names
from services.stats.domain.papers.table import Cell, Column, Kind, Period, Row, Section, Table, Text

__all__ = ["KEY", "TITLE", "OfferedTable"]

KEY: Final = "services"
TITLE: Final = Text("Mức độ dịch vụ công trực tuyến", "Levels of online services")
_LEVELS: Final = Text("Mức độ", "Level")
_ALL: Final = Text("Tất cả thủ tục", "All procedures")
_NOTES: Final = (
    Text(
        "Thủ tục áp dụng vào ngày cuối kỳ. Dịch vụ trên cổng riêng (đăng ký doanh nghiệp) không tính là trực tuyến.",
        "Procedures in force on the last day. Services on a portal of their own are not among the online services.",
    ),
    Text(
        "Một thủ tục tiếp nhận ở nhiều cấp có ở từng cấp. Có hồ sơ: có ít nhất một hồ sơ trực tuyến trong kỳ.",
        "A procedure received at several tiers is in each. Used: at least one online dossier in the period.",
    ),
)


class OfferedTable:
    """`legacy_levels` are the numbers of the older scale by online level."""

    def __init__(self, names: Names, legacy_levels: Mapping[str, str]) -> None:
        self._names = names
        self._legacy = legacy_levels

    def __call__(self, offered: Collection[Offered], used: Collection[str], period: Period) -> Table:
        """`used` are the codes of procedures with an online dossier in the period."""

        def row(key: str, name: Text, chosen: Iterable[Offered], *, total: bool = False) -> Row:
            return Row(key, self._cells(name, share_of(chosen, period.last, self._legacy, used)), total)

        tiers = [tier for tier in TIERS if any(tier in each.tiers for each in offered)]
        fields = sorted({each.procedure.field for each in offered})
        sections = (
            Section("all", None, (row("all", _ALL, offered, total=True),)),
            Section(
                "tiers",
                Text("Theo cấp tiếp nhận", "By tier of the desks"),
                [row(tier, self._names.tier(tier), [o for o in offered if tier in o.tiers]) for tier in tiers],
            ),
            Section(
                "fields",
                Text("Theo lĩnh vực", "By field"),
                [row(f, self._names.field(f), [o for o in offered if o.procedure.field == f]) for f in fields],
            ),
        )
        return Table(KEY, TITLE, period, self._columns(), sections, _NOTES)

    def _columns(self) -> tuple[Column, ...]:
        levels = [
            Column(f"level_{level}", _numbered(self._names.online_level(level), number), Kind.COUNT, _LEVELS)
            for level, number in self._legacy.items()
        ]
        return (
            Column("subject", Text("Nhóm thủ tục", "Procedures"), Kind.TEXT),
            Column("every", Text("Số thủ tục", "Number"), Kind.COUNT),
            *levels,
            Column("online_share", Text("Tỷ lệ mức độ 3-4", "Share of levels 3 and 4"), Kind.RATE),
            Column("full_share", Text("Tỷ lệ mức độ 4", "Share of level 4"), Kind.RATE),
            Column("online", Text("Dịch vụ trực tuyến", "Online services"), Kind.COUNT),
            Column("used", Text("Có hồ sơ trực tuyến", "With online dossiers"), Kind.COUNT),
            Column("used_share", Text("Tỷ lệ có hồ sơ", "Share in use"), Kind.RATE),
        )

    def _cells(self, name: Text, share: Share) -> tuple[Cell, ...]:
        levels = [share.levels[level] for level in self._legacy]
        return (
            name, share.every, *levels, share.online_share, share.full_share, share.online, share.used, share.used_share
        )  # fmt: skip


def _numbered(name: Text, number: str) -> Text:
    return Text(f"{name.vi} ({number})", f"{name.en} ({number})")
