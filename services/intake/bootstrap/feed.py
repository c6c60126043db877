"""What concerns an agency, to be read from a cursor."""

from datetime import timedelta

from services.intake.adapters.feed.open_feeds import SETTLED_SECONDS
from services.intake.application.feed.read_feed import ReadFeed
from services.intake.bootstrap.ground import Ground
from services.intake.entrypoints.http.feed.read_feed import add_read_feed
from services.runtime.areas import Area
from services.runtime.web import ApiRouter

__all__ = ["feed_area"]


def feed_area(ground: Ground) -> Area:
    router = ApiRouter(tags=["feed"])
    settled = timedelta(seconds=SETTLED_SECONDS)
    add_read_feed(router, ReadFeed(ground.feed.pages, ground.feed.opened, settled, ground.clock))
    return Area(routers=(router,))
