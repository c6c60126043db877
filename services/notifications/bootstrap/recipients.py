"""When and how often people may be written to: the catalogue's rules, and how each kind of message bothers them."""

from services.notifications.adapters.recipients.manner_file import read_manners
from services.notifications.application.recipients.courtesy import AtAnyHour, Courtesy, ReasonableHours
from services.notifications.settings import NotificationsSettings
from services.runtime.catalogue import read_catalogue

__all__ = ["open_courtesy"]


def open_courtesy(settings: NotificationsSettings) -> Courtesy:
    """Raises TemplateError and CatalogueError; the catalogue is read only where its rules matter."""
    manners = read_manners()
    return (
        ReasonableHours(read_catalogue(settings.catalogue_dir), manners) if settings.keeps_quiet_hours else AtAnyHour()
    )
