"""What the public interfaces show of one dossier, as effects to wait for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from services.ops.agency import AgencySoftware
from services.ops.demo.sms import SentMessage, read_messages, same_text
from services.ops.demo.told import Effect, Seen
from services.ops.target import Target

__all__ = ["Views"]

Shown = Callable[[dict[str, Any]], Seen]
_HANDED_OVER: Final = frozenset({"submitted", "delivered"})


@dataclass(frozen=True, slots=True)
class Views:
    """Everything is asked as the desk's software."""

    desk: AgencySoftware
    target: Target
    code: str

    def dossier(self, what: str, shown: Shown) -> Effect:
        """Intake's dossier; `shown` returns what is told once the dossier is as awaited."""
        return Effect("intake", what, lambda: self._ask("intake", f"/v1/dossiers/{self.code}", shown))

    def status(self, what: str, status: int) -> Effect:
        return self.dossier(what, lambda body: f"{status} {body['status_text']}" if body["status"] == status else None)

    def route(self, what: str, shown: Shown) -> Effect:
        return Effect("routing", what, lambda: self._ask("routing", f"/v1/routes/{self.code}", shown))

    def leg(self, leg: str, status: str, what: str) -> Effect:
        """A leg of the route that has come to a status."""

        def shown(body: dict[str, Any]) -> Seen:
            found = next(each for each in body["legs"] if each["leg"] == leg)
            if found["status"] != status:
                return None
            slip = found["attempts"][-1]["slip"]
            return f"{leg} at {found['agency']}" + (f", slip {slip}" if slip and status == "dispatched" else "")

        return self.route(what, shown)

    def sms(self, template: str, expected: str) -> Effect:
        """A message in the provider's file; without the file, its state as notifications tells it."""
        return Effect("notifications", f"SMS {template}", lambda: self._sms(template, expected))

    def messages(self) -> list[SentMessage]:
        return read_messages(self.target.sms_file, self.code) if self.target.sms_file else []

    async def states(self) -> dict[str, str]:
        """The state of each message by template, as the API has it."""
        answer = await self.desk.get("notifications", "/v1/notifications", {"dossier": self.code})
        return {item["template"]: item["state"] for item in answer.raise_for_status().json()["items"]}

    async def _sms(self, template: str, expected: str) -> Seen:
        if self.target.sms_file is None:
            state = (await self.states()).get(template)
            return f"{state} (its text is in the provider's file, not readable here)" if state in _HANDED_OVER else None
        found = next((one for one in self.messages() if same_text(one.text, expected)), None)
        return None if found is None else f"“{found.text}” ({found.encoding}, {found.segments} segments)"

    async def _ask(self, service: str, path: str, shown: Shown) -> Seen:
        answer = await self.desk.get(service, path)
        return shown(answer.json()) if answer.is_success else None
