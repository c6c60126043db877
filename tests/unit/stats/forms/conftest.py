"""The catalogue as it is shipped."""

from pathlib import Path

import pytest

from services.kernel.catalogue import Catalogue
from services.runtime.catalogue import read_catalogue


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return read_catalogue(Path(__file__).parents[4] / "deploy" / "catalogue")
