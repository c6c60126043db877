"""Makes a message ready: opens the contact, checks the number, writes the text."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final

from services.kernel.phone import PhoneError, mask_phone, parse_mobile
from services.notifications.application.carriers import Carriers, Chosen, NoCarrier
from services.notifications.application.ports import Contact, Message, OpenedContact, Opening
from services.notifications.application.recipients.courtesy import Courtesy, Hold
from services.notifications.domain.composing import Composed, Tariff, TextTooLongError, compose
from services.notifications.domain.notification import Notification, Parcel
from services.notifications.domain.template import TemplateError
from services.notifications.domain.wording import SURVEY, Wording
from services.runtime.failures import PermanentError

__all__ = ["Awaiting", "Hold", "Later", "Preparation", "Prepare", "Ready", "Unsendable", "Withheld"]


@dataclass(frozen=True, slots=True)
class Ready:
    parcel: Parcel
    message: Message


@dataclass(frozen=True, slots=True)
class Withheld:
    """There is nobody to send it to; `reason` as in the status event."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unsendable:
    """Something of ours is wrong."""

    reason: str


@dataclass(frozen=True, slots=True)
class Awaiting:
    """Its contact has not arrived yet."""


@dataclass(frozen=True, slots=True)
class Later:
    """No provider can take it now; `seconds` until it is worth another look."""

    seconds: float


_UNSENDABLE: Final[dict[type[Exception], str]] = {TemplateError: "facts_missing", TextTooLongError: "text_too_long"}
Preparation = Ready | Withheld | Unsendable | Awaiting | Later | Hold


class Prepare:
    """The number is in memory from here until the provider has it, and nowhere else."""

    def __init__(self, opening: Opening, wording: Wording, carriers: Carriers, courtesy: Courtesy) -> None:
        self._opening = opening
        self._wording = wording
        self._carriers = carriers
        self._courtesy = courtesy

    def __call__(self, notification: Notification, contact: Contact | None, now: datetime) -> Preparation:
        return self._courtesy.hold(notification, now) or self._made(notification, contact, now)

    def _made(self, notification: Notification, contact: Contact | None, now: datetime) -> Preparation:
        try:
            if notification.sealed is not None:
                return self._challenge(notification, notification.sealed, now)
            if contact is None or contact.seq < notification.contact_seq:
                return Awaiting() if now < notification.contact_by else Withheld("contact_missing")
            if contact.jwe is None:
                return Withheld("contact_erased")
            return self._address(notification, self._opening.open(contact.jwe), now)
        except PermanentError as error:
            return Unsendable(error.reason)
        except (TemplateError, TextTooLongError) as error:
            return Unsendable(_UNSENDABLE[type(error)])

    def _challenge(self, notification: Notification, sealed: str, now: datetime) -> Preparation:
        """The code is a fact of this moment: it is in the text, and never in what is stored."""
        if now >= notification.contact_by:
            return Withheld("expired")
        opened = self._opening.open_challenge(sealed)
        facts = notification.facts if opened.answer is None else {**notification.facts, "answer": opened.answer}
        return self._pack(replace(notification, facts=facts), opened.language, opened.phone, now)

    def _address(self, notification: Notification, contact: OpenedContact, now: datetime) -> Preparation:
        if contact.phone is None:
            return Withheld("no_mobile_number")
        if reason := self._declined(notification, contact):
            return Withheld(reason)
        try:
            phone = parse_mobile(contact.phone)
        except PhoneError as error:
            return Withheld("landline" if error.reason == "landline" else f"phone_{error.reason}")
        if notification.about.template != SURVEY:
            return self._pack(notification, contact.language, phone, now)
        if contact.survey is None:
            return Withheld("survey_unknown")
        # As with a one-time code: whoever has the token may answer, so it is in the text alone.
        facts = {**notification.facts, SURVEY: contact.survey}
        return self._pack(replace(notification, facts=facts), contact.language, phone, now)

    def _declined(self, notification: Notification, contact: OpenedContact) -> str | None:
        """A mandatory notice is sent whatever they prefer; advertising only to who asked for it."""
        manner = self._courtesy.manner(notification.about)
        if manner.advertising and not contact.advertising:
            return "advertising_declined"
        wanted = manner.mandatory or notification.about.channel in contact.channels
        return None if wanted else "channel_declined"

    def _pack(self, notification: Notification, language: str, phone: str, now: datetime) -> Preparation:
        about = notification.about
        template = self._wording.templates[about.template]
        label = self._courtesy.label(about, now)
        text = label + self._wording.text(template.name, language, about.code, notification.facts)
        chosen = self._carriers.choose(partial(_compose, text, template.most_segments), now)
        if isinstance(chosen, NoCarrier):
            return Later(chosen.seconds)
        parcel = self._parcel(chosen, language, template.version, phone)
        return Ready(parcel, _message(notification, phone, chosen.composed))

    def _parcel(self, chosen: Chosen, language: str, template_version: int, phone: str) -> Parcel:
        composed = chosen.composed
        return Parcel(
            provider=chosen.carrier.name,
            encoding=composed.encoding,
            segments=composed.segments,
            price_vnd=composed.price_vnd,
            language=language,
            template_version=template_version,
            recipient=self._opening.recipient(phone),
            masked=mask_phone(phone),
        )


def _compose(text: str, most_segments: int, tariff: Tariff) -> Composed:
    return compose(text, tariff, most_segments)


def _message(notification: Notification, phone: str, composed: Composed) -> Message:
    return Message(
        reference=notification.id,
        to=phone,
        text=composed.text,
        encoding=composed.encoding,
        segments=composed.segments,
        attempt=notification.attempts + 1,
    )
