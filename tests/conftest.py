"""Fixtures for every test, the marker that tells which tests need the platform, and how workers share the work."""

from typing import Any, Final

import pytest
from hypothesis import HealthCheck, settings

from tests.platform_fixture import SharedPlatform, namespace, platform

__all__ = ["namespace", "platform"]

# How long an example takes tells how busy the machine is, not whether the code is right.
settings.register_profile("unhurried", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])

_SHARED: Final = pytest.StashKey[SharedPlatform]()
_LONGEST_FIRST: Final = ("e2e", "component", "web")


def pytest_configure(config: pytest.Config) -> None:
    """Hypothesis's own profile `ci` is unhurried as well, and draws the same examples each time."""
    settings.load_profile(config.getoption("--hypothesis-profile", None) or "unhurried")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests that use the platform, so that `-m "not platform"` leaves them out.

    Of several workers one runs a whole file, and one all pages, for what they start once; the long ones come first.
    """
    for item in items:
        if isinstance(item, pytest.Function) and "platform" in item.fixturenames:
            item.add_marker("platform")
        item.add_marker(pytest.mark.xdist_group("web" if _folder(item, config) == "web" else str(item.path)))
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: _rank(_folder(item, config)))


def _folder(item: pytest.Item, config: pytest.Config) -> str:
    return item.path.relative_to(config.rootpath).parts[1]


def _rank(folder: str) -> int:
    return _LONGEST_FIRST.index(folder) if folder in _LONGEST_FIRST else len(_LONGEST_FIRST)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config: pytest.Config) -> None:
    """Start the one platform that all workers share."""
    config.stash[_SHARED] = SharedPlatform.start()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker where it is."""
    node.workerinput["platform"] = node.config.stash[_SHARED].addresses


def pytest_unconfigure(config: pytest.Config) -> None:
    if _SHARED in config.stash:
        config.stash[_SHARED].stop()
