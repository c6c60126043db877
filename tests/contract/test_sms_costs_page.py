"""docs/sms-costs.md shows what the shipped templates cost."""

from tests.contract.sms_costs_page import PAGE, page


def test_the_page_is_what_the_templates_cost() -> None:
    """A changed text, example or rule without `python -m tests.contract.sms_costs_page` is caught."""
    assert PAGE.read_text(encoding="utf-8") == page()
