"""Fixtures for every test, and the marker that tells which tests need the platform."""

import pytest

from tests.platform_fixture import namespace, platform

__all__ = ["namespace", "platform"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that use the platform, so that `-m "not platform"` leaves them out."""
    for item in items:
        if isinstance(item, pytest.Function) and "platform" in item.fixturenames:
            item.add_marker("platform")
