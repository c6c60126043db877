"""A database of the session's store for one test."""

from collections.abc import Iterator
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.collection import Collection
from pymongo.database import Database

from tests.platform_fixture import TestPlatform


@pytest.fixture
def database(platform: TestPlatform, namespace: str) -> Iterator[Database[dict[str, Any]]]:
    with MongoClient[dict[str, Any]](platform.store_url) as client:
        yield client[f"{namespace}engine"]


@pytest.fixture
def things(database: Database[dict[str, Any]]) -> Collection[dict[str, Any]]:
    return database["things"]
