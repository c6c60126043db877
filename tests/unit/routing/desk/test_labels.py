"""What legs are called on the desk's pages."""

from pathlib import Path

from services.routing.entrypoints.http.desk.labels import Labels
from services.runtime.catalogue import read_catalogue


def test_legs_are_called_by_the_words_of_the_catalogue() -> None:
    """In both languages; one that it has no words for goes by its id."""
    labels = Labels(read_catalogue(Path(__file__).parents[4] / "deploy" / "catalogue"))
    assert labels.leg("1.012753@1", "tax", "vi") == "Xác định nghĩa vụ tài chính"
    assert labels.leg("1.012753@1", "health_card", "en") == "Health insurance card"
    assert labels.leg("unknown", "never_heard", "en") == "Never heard"
