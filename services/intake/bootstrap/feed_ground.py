"""The feeds of agencies, which dossiers and reports tell to."""

from dataclasses import dataclass

from services.intake.adapters.agencies.event_register import COLLECTION as EVENTS
from services.intake.adapters.feed.open_feeds import COLLECTION as FEEDS
from services.intake.adapters.feed.open_feeds import StoredOpenFeeds
from services.intake.adapters.feed.pages import KEYS, PAGES, FeedPages
from services.intake.adapters.feed.telling_register import StoredReports
from services.intake.application.feed.tell_agencies import TellAgencies
from services.intake.application.terms import Terms
from services.kernel.times import Clock
from services.runtime.store import Store

__all__ = ["Feed", "lay_feed"]


@dataclass(frozen=True, slots=True)
class Feed:
    """Entries, which feeds are open, and who writes."""

    pages: FeedPages
    opened: StoredOpenFeeds
    tell: TellAgencies


def lay_feed(store: Store, terms: Terms, clock: Clock) -> Feed:
    pages = FeedPages(store.collection(PAGES), store.collection(KEYS))
    opened = StoredOpenFeeds(store.collection(FEEDS))
    reports = StoredReports(store.collection(EVENTS))
    return Feed(pages, opened, TellAgencies(pages, opened, reports, terms, clock))
