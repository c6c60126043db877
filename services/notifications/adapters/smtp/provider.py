"""A mail server as a provider: one connection for a batch, one mail for each message."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP as MAIL
from email.utils import format_datetime
from typing import Final

import aiosmtplib

from services.kernel.times import VIETNAM, Clock
from services.notifications.application.ports import Answered, Capabilities, Message
from services.notifications.domain.outcome import Busy, NoAnswer, Outcome, Refused, Submitted
from services.notifications.domain.recipients.way import EMAIL

__all__ = ["SmtpProvider", "SmtpTerms"]

_FOR_EVER: Final = 500
"""From this reply code on the server will never take the mail (RFC 5321, 4.2.1)."""
_UNREACHABLE: Final = Busy("smtp_unreachable", spends_attempt=False)


@dataclass(frozen=True, slots=True)
class SmtpTerms:
    """`batch_seconds`: what has not begun by then is left for later, as nobody knows of mails that are cut off."""

    name: str
    host: str
    port: int
    sender: str
    subject: str
    tls: bool = False
    starttls: bool = False
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout_seconds: float = 4.0
    batch_seconds: float = 5.0
    segments_per_second: float | None = None


class SmtpProvider:
    """Implements Provider. Taken over means that the server has it; what bounces later is not heard of."""

    def __init__(self, terms: SmtpTerms, clock: Clock) -> None:
        self._terms = terms
        self._clock = clock

    @property
    def name(self) -> str:
        return self._terms.name

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(dedupes=False, channel=EMAIL, segments_per_second=self._terms.segments_per_second)

    async def start(self) -> None:
        """It connects for each batch."""

    async def close(self) -> None:
        """Nothing is open."""

    async def send(self, messages: Sequence[Message], answered: Answered) -> None:
        deadline = asyncio.get_running_loop().time() + self._terms.batch_seconds
        client: aiosmtplib.SMTP | None = None
        for message in messages:
            if client is None or not client.is_connected:
                client = await self._connected()
            if client is None or asyncio.get_running_loop().time() > deadline:
                answered(message, _UNREACHABLE)
            else:
                answered(message, await self._send(client, message))
        if client is not None:
            with suppress(aiosmtplib.SMTPException):
                await client.quit()

    async def _connected(self) -> aiosmtplib.SMTP | None:
        terms = self._terms
        client = aiosmtplib.SMTP(
            hostname=terms.host,
            port=terms.port,
            username=terms.username,
            password=terms.password,
            use_tls=terms.tls,
            start_tls=terms.starttls,
            timeout=terms.timeout_seconds,
        )
        try:
            await client.connect()
        except (aiosmtplib.SMTPException, OSError):
            return None
        return client

    async def _send(self, client: aiosmtplib.SMTP, message: Message) -> Outcome:
        """Up to DATA nothing is sent; after it only the server's reply tells."""
        try:
            await client.mail(self._terms.sender)
            await client.rcpt(message.to)
        except aiosmtplib.SMTPRecipientRefused as error:
            with suppress(aiosmtplib.SMTPException):
                await client.rset()
            return _refused(error.code, "mailbox_refused")
        except aiosmtplib.SMTPException:
            client.close()
            return _UNREACHABLE
        try:
            await client.data(self._mail(message).as_bytes())
        except aiosmtplib.SMTPDataError as error:
            return _refused(error.code, "mail_refused")
        except aiosmtplib.SMTPException:
            client.close()
            return NoAnswer("smtp_unanswered")
        return Submitted(message.reference)

    def _mail(self, message: Message) -> EmailMessage:
        """The same Message-ID in every attempt, so that mailboxes may show a repetition once."""
        mail = EmailMessage(policy=MAIL)
        mail["From"], mail["To"] = self._terms.sender, message.to
        mail["Subject"] = self._terms.subject
        mail["Date"] = format_datetime(self._clock().astimezone(VIETNAM))
        mail["Message-ID"] = f"<{message.reference}@{self._terms.sender.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.text)
        return mail


def _refused(code: int, reason: str) -> Outcome:
    return Refused(reason) if code >= _FOR_EVER else Busy(f"{reason}_for_now")
