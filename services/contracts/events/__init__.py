"""One pydantic model per event type, and the registry that names them."""

from services.contracts.events.registry import EVENT_TYPES, EventType, event_type_of, find_event_type

__all__ = ["EVENT_TYPES", "EventType", "event_type_of", "find_event_type"]
