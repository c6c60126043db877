"""Labels in both languages: what is declared, what is missing, and what is a mistake."""

import pytest

from services.kernel.catalogue import CatalogueError, load
from tests.unit.kernel.small_catalogue import SMALL


def test_english_labels_may_stand_in_another_file_than_the_words() -> None:
    """A word without one is shown as it is written in data."""
    words = load(SMALL | {"a.yaml": "vocabulary: {english: {roles: {land_office: Land}, fields: {sea: Sea}}}\n"}).words
    assert (words.in_english("roles", "land_office"), words.in_english("fields", "sea")) == ("Land", "Sea")
    assert words.in_english("roles", "tax_office") == "tax office"


@pytest.mark.parametrize(
    ("vocabulary", "told"),
    [
        (
            "english: {roles: {land_ofice: Land}}",
            "a.yaml:1: 'land_ofice' is not among the roles. Remedy: declare it under roles",
        ),
        ("english: {rolls: {desk: Desk}}", "a.yaml:1: unknown key 'rolls'"),
        ('english: {roles: {desk: ""}}', "a.yaml:1: desk is missing. Remedy: add a value"),
        ("legs: {apraise: Thẩm định}", "a.yaml:1: no procedure has a leg 'apraise'. Remedy: correct the id"),
        (
            "attributes: {hue=red: Đỏ}",
            "a.yaml:1: no pack declares an attribute 'hue=red'. Remedy: correct the id",
        ),
    ],
)
def test_a_label_of_nothing_is_told(vocabulary: str, told: str) -> None:
    """With file, line and remedy: a label under a wrong name would never be seen."""
    with pytest.raises(CatalogueError) as raised:
        load(SMALL | {"a.yaml": f"vocabulary: {{{vocabulary}}}\n"})
    assert told in str(raised.value)
