"""One running stack for the end-to-end tests of a process that need nothing but that."""

from collections.abc import Iterator

import pytest

from services.ops.chaos.fresh import prepared_stack
from tests.e2e.stage import Stage, in_thread


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The four services on a platform of their own."""
    stack = prepared_stack(tmp_path_factory.mktemp("stage") / "stack")
    try:
        yield Stage(stack, in_thread(stack.start))
    finally:
        stack.stop()
