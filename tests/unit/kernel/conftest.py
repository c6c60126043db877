"""The catalogue as shipped, and a small one that tests may damage."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.kernel.catalogue import Catalogue, load
from services.kernel.times import VIETNAM
from services.kernel.working_time import WorkingCalendar

_SHIPPED = Path(__file__).parents[3] / "deploy" / "catalogue"

Local = Callable[[str], datetime]


@pytest.fixture(scope="session")
def shipped_texts() -> dict[str, str]:
    return {path.relative_to(_SHIPPED).as_posix(): path.read_text("utf-8") for path in _SHIPPED.rglob("*.yaml")}


@pytest.fixture(scope="session")
def shipped(shipped_texts: dict[str, str]) -> Catalogue:
    return load(shipped_texts)


@pytest.fixture(scope="session")
def office(shipped: Catalogue) -> WorkingCalendar:
    return shipped.calendars["office"]


@pytest.fixture(scope="session")
def local() -> Local:
    """Reads `2024-05-03 16:00` as Viet Nam's wall clock and gives the instant in UTC."""
    return lambda text: datetime.fromisoformat(text).replace(tzinfo=VIETNAM).astimezone(UTC)
