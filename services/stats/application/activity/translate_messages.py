"""From status events of notifications to what they tell of their message; notices about no dossier count too."""

from functools import lru_cache
from typing import Final

from services.contracts.events.notification import NoticeStatusChanged, NotificationStatusChanged
from services.contracts.events.payload import Payload
from services.kernel.agency_code import AgencyCode, province_of
from services.kernel.times import local_day
from services.stats.domain.activity.messages import MESSAGE, MessageStep, tellings
from services.stats.domain.activity.records import RecordChange
from services.stats.domain.cells import RecordCell

_CACHED: Final = 16_384  # cells


def translate_message(data: Payload) -> RecordChange:
    """Return what the event tells; a notice has no procedure to stand under."""
    match data:
        case NotificationStatusChanged():
            procedure = data.procedure
        case NoticeStatusChanged():
            procedure = ""
        case _:
            raise TypeError(type(data))  # the decoder lets only types of the topic through
    cell = _cell(data.agency, procedure, data.template, data.channel, data.provider or "")
    step = MessageStep(cell, local_day(data.occurred_at), data.state, data.segments, data.price_vnd, data.attempt)
    return tellings(step)


@lru_cache(_CACHED)
def _cell(agency: str, procedure: str, template: str, channel: str, provider: str) -> RecordCell:
    province = province_of(AgencyCode(agency))
    return RecordCell(MESSAGE, agency, province, (procedure, template, channel, provider), (channel,))
