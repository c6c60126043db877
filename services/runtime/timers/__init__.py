"""What time alone brings about: alarms in the store, rung by every process, each with the effect of one."""

from services.runtime.timers.alarms import COLLECTION, Row, StoredAlarms
from services.runtime.timers.ports import Alarm, Alarms
from services.runtime.timers.ringing import SETTLED_AFTER, Ringing, Wake, Woken

__all__ = ["COLLECTION", "SETTLED_AFTER", "Alarm", "Alarms", "Ringing", "Row", "StoredAlarms", "Wake", "Woken"]
