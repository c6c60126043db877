"""Counts and the summary over HTTP."""

from services.runtime.areas import Area
from services.stats.bootstrap.ground import Ground
from services.stats.entrypoints.http.count import get_count
from services.stats.entrypoints.http.summary import get_summary

__all__ = ["reports_area"]


def reports_area(ground: Ground) -> Area:
    return Area(routers=(get_summary(ground.reports), get_count(ground.reports, ground.attributes)))
