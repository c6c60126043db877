"""One topic and how it is counted."""

from dataclasses import dataclass

from services.contracts.topics import Topic
from services.stats.application.translate import Translate
from services.stats.domain.facts import TopicRules


@dataclass(frozen=True, slots=True)
class Counted:
    """Another topic joins the statistics by declaring how its events translate, fold and contribute."""

    topic: Topic
    rules: TopicRules
    translate: Translate
