"""The HTTP application of the service."""

from fastapi import FastAPI

from services.runtime.auth.access import Access, protect
from services.runtime.health import Health
from services.runtime.web import create_app
from services.stats.application.reading import Reports
from services.stats.entrypoints.http import count, summary
from services.stats.settings import SERVICE


def build_app(health: Health, access: Access, reports: Reports, attributes: frozenset[str]) -> FastAPI:
    """Return the application; `attributes` are the dimensions that questions may name."""
    app = create_app(SERVICE, health)
    protect(app, access)
    app.state.reports = reports
    app.state.attributes = attributes
    app.include_router(summary.router)
    app.include_router(count.router)
    return app
