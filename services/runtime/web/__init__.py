"""The HTTP side of a service: application, limits, problems, pages."""

from services.runtime.web.app import create_app
from services.runtime.web.bodies import BodyLimits
from services.runtime.web.pages import Pages
from services.runtime.web.router import ApiRouter

__all__ = ["ApiRouter", "BodyLimits", "Pages", "create_app"]
