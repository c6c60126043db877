"""Makes a message ready: opens the contact, checks the number, writes the text."""

import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final

from services.kernel.phone import mask_phone
from services.notifications.application.carriers import Carriers, Chosen, NoCarrier
from services.notifications.application.ports import Contact, Message, OpenedContact, Opening
from services.notifications.application.recipients.courtesy import Courtesy, Hold
from services.notifications.domain.composing import Composed, Tariff, TextTooLongError, compose
from services.notifications.domain.notification import Notification, Parcel
from services.notifications.domain.recipients.way import EMAIL, SMS, Addresses, Way, way_to
from services.notifications.domain.segments import measure
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
        way = Way(SMS, opened.phone, mask_phone(opened.phone))
        return self._pack(replace(notification, facts=facts), opened.language, way, now)

    def _address(self, notification: Notification, contact: OpenedContact, now: datetime) -> Preparation:
        manner = self._courtesy.manner(notification.about)
        if manner.advertising and not contact.advertising:
            return Withheld("advertising_declined")
        # A mandatory notice is sent whatever they prefer.
        wanted = (*contact.channels, *((SMS, EMAIL) if manner.mandatory else ()))
        way = way_to(Addresses(contact.phone, contact.email), wanted, self._carriers.channels, notification.failed)
        if isinstance(way, str):
            return Withheld(way)
        if notification.about.template != SURVEY:
            return self._pack(notification, contact.language, way, now)
        if contact.survey is None:
            return Withheld("survey_unknown")
        # As with a one-time code: whoever has the token may answer, so it is in the text alone.
        facts = {**notification.facts, SURVEY: contact.survey}
        return self._pack(replace(notification, facts=facts), contact.language, way, now)

    def _pack(self, notification: Notification, language: str, way: Way, now: datetime) -> Preparation:
        about = notification.about
        template = self._wording.templates[about.template]
        label = self._courtesy.label(about, now)
        text = label + self._wording.text(template.name, language, about.code, notification.facts)
        composing = partial(_compose, text, template.most_segments) if way.channel == SMS else partial(_write_out, text)
        chosen = self._carriers.choose(composing, now, way.channel)
        if isinstance(chosen, NoCarrier):
            return Later(chosen.seconds)
        parcel = self._parcel(chosen, language, template.version, way)
        return Ready(parcel, _message(notification, way.to, chosen.composed))

    def _parcel(self, chosen: Chosen, language: str, template_version: int, way: Way) -> Parcel:
        composed = chosen.composed
        return Parcel(
            provider=chosen.carrier.name,
            encoding=composed.encoding,
            segments=composed.segments,
            price_vnd=composed.price_vnd,
            language=language,
            template_version=template_version,
            recipient=self._opening.recipient(way.to),
            masked=way.masked,
            channel=way.channel,
            fallback=way.fallback,
        )


def _write_out(text: str, tariff: Tariff) -> Composed:
    """Where length costs nothing: with its accents, one piece."""
    return Composed(unicodedata.normalize("NFC", text), measure(text).encoding, 1, tariff.segment_vnd)


def _compose(text: str, most_segments: int, tariff: Tariff) -> Composed:
    return compose(text, tariff, most_segments)


def _message(notification: Notification, to: str, composed: Composed) -> Message:
    return Message(
        reference=notification.id,
        to=to,
        text=composed.text,
        encoding=composed.encoding,
        segments=composed.segments,
        attempt=notification.attempts + 1,
    )
