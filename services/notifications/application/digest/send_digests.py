"""Makes the messages of a week's digest: one to each number on the list of the agency, once."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from services.kernel.iso_week import IsoWeek, read_week
from services.notifications.application.acceptance import Acceptance
from services.notifications.application.digest.ports import TEMPLATE, DigestLists, WeekCounts, Weekly
from services.notifications.application.officers.ports import Listed
from services.notifications.application.ports import Messages
from services.notifications.domain.notification import About, Notification, notification_id
from services.notifications.domain.wording import Facts
from services.runtime.timers import Woken

__all__ = ["SendDigests"]

_WORTH: Final = timedelta(days=7)
"""Until the next one."""


class SendDigests:
    """Implements Wake for subjects `agency/week`. `report` is where officers read statistics.

    The ids of the messages follow from agency, week and list, so whoever is woken again, or beside another process,
    makes no second one.
    """

    def __init__(
        self, lists: DigestLists, counts: WeekCounts, messages: Messages, accept: Acceptance, report: str
    ) -> None:
        self._lists = lists
        self._counts = counts
        self._messages = messages
        self._accept = accept
        self._report = report

    async def __call__(self, subjects: Collection[str], now: datetime) -> Woken:
        made = 0
        for subject in sorted(subjects):
            agency, _, week = subject.partition("/")
            made += await self._send(agency, read_week(week), now)
        return Woken(made, ())

    async def _send(self, agency: str, week: IsoWeek, now: datetime) -> int:
        abouts = [(_about(agency, week, each), each) for each in self._lists.of(agency, TEMPLATE)]
        there = await self._messages.load_many([_id(about) for about, _ in abouts])
        missing = [(about, each) for about, each in abouts if _id(about) not in there]
        if not missing:
            return 0
        facts = self._facts(agency, week, await self._counts.count(agency, week.begins, week.ends))
        await self._accept.take([_notification(about, each, facts, week, now) for about, each in missing])
        return len(missing)

    def _facts(self, agency: str, week: IsoWeek, weekly: Weekly) -> Facts:
        return {
            "agency": agency,
            "week": f"{week.number}/{week.year}",
            "messages": str(weekly.messages),
            "failed": str(weekly.failed),
            "warnings": str(weekly.warnings),
            "report": f"{self._report}?agency={agency}&week={week.name}",
        }


def _about(agency: str, week: IsoWeek, listed: Listed) -> About:
    return About(
        code=week.name,
        agency=agency,
        procedure="",
        template=TEMPLATE,
        cause=f"{TEMPLATE}/{agency}/{week.name}",
        party=f"officer/{listed.key}",
    )


def _id(about: About) -> str:
    return notification_id(about.cause, about.template, about.party, about.channel)


def _notification(about: About, listed: Listed, facts: Facts, week: IsoWeek, now: datetime) -> Notification:
    return Notification(
        id=_id(about),
        about=about,
        facts=facts,
        contact_seq=0,
        contact_by=week.ends + _WORTH,
        accepted_at=now,
        changed_at=now,
        sealed=listed.jwe,
    )
