"""The register of reports, which also tells agencies of the ones that were rejected."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from services.intake.adapters.agencies.event_register import EventRegister
from services.intake.application.feed.tell_agencies import TellAgencies
from services.intake.domain.dossier import Fate
from services.runtime.store import Documents

__all__ = ["StoredReports", "TellingRegister"]


class StoredReports:
    """Implements the port `Reports` over the register's rows."""

    def __init__(self, events: Documents) -> None:
        self._events = events

    async def rejected(self, keys: Sequence[str]) -> Mapping[str, str | None]:
        rows = await self._events.find_many(keys)
        return {key: row.get("code") for key, row in rows.items() if row["state"] == "rejected"}


class TellingRegister:
    """Implements the port `Register`: the register first, because the fate that it keeps is the one to tell."""

    def __init__(self, register: EventRegister, tell: TellAgencies) -> None:
        self._register = register
        self._tell = tell

    async def settle_many(self, fates: Iterable[Fate], at: datetime) -> None:
        settled = list(fates)
        await self._register.settle_many(settled, at)
        await self._tell.of_rejections(settled)
