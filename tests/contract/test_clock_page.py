"""docs/clock.md shows what the command prints."""

from tests.contract.clock_page import PAGE, page


def test_the_page_is_what_the_command_prints() -> None:
    """A changed rule, word or calendar without `python -m tests.contract.clock_page` is caught."""
    assert PAGE.read_text(encoding="utf-8") == page()
