"""The topics that are counted besides that of dossiers."""

from collections.abc import Mapping

from services.contracts.topics import ACTIVITY, NOTIFICATION, PROGRESS, TALLY
from services.stats.application.activity.stored_legs import dump_route, load_route
from services.stats.application.activity.stored_records import dump_record, dump_tally, load_record, load_tally
from services.stats.application.activity.translate_desk import translate_desk
from services.stats.application.activity.translate_legs import translate_leg
from services.stats.application.activity.translate_messages import translate_message
from services.stats.application.activity.translate_tallies import tally_translator
from services.stats.application.counted_topic import Counted
from services.stats.domain.activity import desk, legs, messages, records, tallies
from services.stats.domain.facts import TopicRules

MESSAGES = TopicRules(
    topic=NOTIFICATION.name,
    name="messages",
    version=messages.RULES,
    absorb=records.absorb,
    contribution=records.contribution,
    dump=dump_record,
    load=load_record,
)
DESK = TopicRules(
    topic=ACTIVITY.name,
    name="desk",
    version=desk.RULES,
    absorb=records.absorb,
    contribution=records.contribution,
    dump=dump_record,
    load=load_record,
)
LEGS = TopicRules(
    topic=PROGRESS.name,
    name="legs",
    version=legs.RULES,
    absorb=legs.absorb,
    contribution=legs.contribution,
    dump=dump_route,
    load=load_route,
)
TALLIES = TopicRules(
    topic=TALLY.name,
    name="tallies",
    version=tallies.RULES,
    absorb=tallies.absorb,
    contribution=tallies.contribution,
    dump=dump_tally,
    load=load_tally,
)


def activity_topics(tiers: Mapping[str, str]) -> tuple[Counted, ...]:
    """Return them; `tiers` of the catalogue's agencies, by code."""
    return (
        Counted(NOTIFICATION, MESSAGES, translate_message),
        Counted(ACTIVITY, DESK, translate_desk),
        Counted(PROGRESS, LEGS, translate_leg),
        Counted(TALLY, TALLIES, tally_translator(tiers)),
    )
