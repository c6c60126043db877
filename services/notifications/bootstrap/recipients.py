"""When and how often people may be written to: the catalogue's rules, and how each kind of message bothers them."""

from typing import Final

from services.kernel.times import Clock
from services.notifications.adapters.recipients.manner_file import read_manners
from services.notifications.adapters.recipients.tallies import COLLECTION as TALLIES
from services.notifications.adapters.recipients.tallies import StoredTallies
from services.notifications.application.recipients.courtesy import Courtesy
from services.notifications.application.recipients.keep_limits import KeepLimits
from services.notifications.settings import NotificationsSettings
from services.runtime.areas import Area
from services.runtime.catalogue import read_catalogue
from services.runtime.store import Database
from services.runtime.sweeper import Sweeper

__all__ = ["open_limits", "recipients_area"]

_FORGETTING_SECONDS: Final = 3600.0


def open_limits(settings: NotificationsSettings, store: Database) -> KeepLimits:
    """Raises TemplateError and CatalogueError."""
    rules = read_catalogue(settings.catalogue_dir)
    courtesy = Courtesy(rules, read_manners(), strict=settings.keeps_quiet_hours)
    return KeepLimits(courtesy, StoredTallies(store.collection(TALLIES)))


def recipients_area(store: Database, clock: Clock) -> Area:
    """Forgets who was sent how many, once it does not matter any more."""
    tallies = StoredTallies(store.collection(TALLIES))

    async def forget() -> int:
        return await tallies.forget(clock())

    sweeper = Sweeper((forget,), _FORGETTING_SECONDS)
    return Area(background=(sweeper.run,), finish=(sweeper.stop,))
