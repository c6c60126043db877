"""Counts and the summary over HTTP."""

from services.runtime.areas import Area
from services.stats.bootstrap.ground import Ground
from services.stats.entrypoints.http.count import get_count
from services.stats.entrypoints.http.papers.fresh_json import FreshJson
from services.stats.entrypoints.http.summary import get_summary

__all__ = ["reports_area"]


def reports_area(ground: Ground) -> Area:
    fresh = FreshJson()
    return Area(
        routers=(
            get_summary(ground.reports, ground.known, ground.clock, fresh),
            get_count(ground.reports, ground.known, ground.attributes, fresh),
        )
    )
