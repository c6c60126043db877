"""Texts before anybody sends them."""

from services.notifications.application.carriers import Carriers
from services.notifications.application.preview import Preview
from services.notifications.bootstrap.ground import Ground
from services.notifications.entrypoints.http.preview_message import preview_message
from services.runtime.areas import Area

__all__ = ["texts_area"]


def texts_area(ground: Ground, carriers: Carriers) -> Area:
    preview = Preview(ground.wording, carriers.tariffs, ground.settings.sms_most_segments)
    return Area(routers=(preview_message(preview),))
