"""Reads when and how citizens may be written to; an override states a part whole."""

from datetime import time

from services.kernel.catalogue.pack_rules import AdvertisingRules, NoticeRules
from services.kernel.catalogue.section import Section
from services.kernel.catalogue.vocabulary import Vocabulary

__all__ = ["read_advertising", "read_notices"]

_MOST_SPREAD = 240


def read_notices(section: Section, key: str, _: Vocabulary) -> NoticeRules:
    inner = section.section(key)
    if inner is None:
        section.fail(key, f"{key} is missing", f"add {key} with quiet_from, quiet_to, spread_minutes, most_a_day")
        return NoticeRules(time.min, time.min, 0, 0)
    rules = NoticeRules(
        inner.clock("quiet_from"), inner.clock("quiet_to"), inner.number("spread_minutes"), inner.number("most_a_day")
    )
    if rules.spread_minutes > _MOST_SPREAD:
        inner.fail("spread_minutes", "the morning would be over", f"write 0 to {_MOST_SPREAD}")
    inner.report_unknown_keys()
    return rules


def read_advertising(section: Section, key: str, _: Vocabulary) -> AdvertisingRules:
    inner = section.section(key)
    if inner is None:
        section.fail(key, f"{key} is missing", f"add {key} with label, opens, closes, most, hours")
        return AdvertisingRules("", time.min, time.max, 0, 1)
    rules = AdvertisingRules(
        inner.text("label"), inner.clock("opens"), inner.clock("closes"), inner.number("most"), inner.number("hours")
    )
    if rules.opens >= rules.closes and inner.ok:
        inner.fail("closes", "there is no time between opens and closes", "let closes be later on the same day")
    inner.report_unknown_keys()
    return rules
