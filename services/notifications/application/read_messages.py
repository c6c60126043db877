"""Reads messages for the agency whose dossier they are about."""

from services.notifications.application.ports import Conversations, Messages
from services.notifications.domain.notification import Notification
from services.notifications.domain.stored import from_state
from services.runtime.auth.principal import Principal
from services.runtime.problems import Problem

__all__ = ["ReadMessages"]


class ReadMessages:
    """What another agency's dossier got does not exist for a principal."""

    def __init__(self, messages: Messages, conversations: Conversations) -> None:
        self._messages = messages
        self._conversations = conversations

    async def of_dossier(self, code: str, principal: Principal) -> list[Notification]:
        """In the order of acceptance. Raises TransientError."""
        loaded = await self._messages.load_many(await self._conversations.of(code))
        found = (from_state(base.id, base.state) for base in loaded.values())
        visible = (each for each in found if each.about.agency in principal.agencies)
        return sorted(visible, key=lambda each: (each.accepted_at, each.id))

    async def one(self, id_: str, principal: Principal) -> Notification:
        """Raises Problem(not_found)."""
        base = await self._messages.load(id_)
        notification = from_state(base.id, base.state) if base else None
        if notification is None or notification.about.agency not in principal.agencies:
            raise Problem("not_found")
        return notification
