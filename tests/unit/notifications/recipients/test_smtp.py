"""Mails to a real server on this machine that other people wrote (aiosmtpd)."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP

from services.notifications.adapters.providers.read import read_providers
from services.notifications.adapters.providers.smtp_terms import smtp_terms
from services.notifications.adapters.providers.terms import SmtpFileTerms
from services.notifications.adapters.smtp.provider import SmtpProvider, SmtpTerms
from services.notifications.application.ports import Message
from services.notifications.domain.outcome import Busy, NoAnswer, Outcome, Refused, Submitted
from services.notifications.domain.segments import Encoding

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TEXT = "Hồ sơ H90.01-261123-0001 đã có kết quả."


class Mailboxes:
    """Keeps mails; addresses say what the server does with them."""

    def __init__(self) -> None:
        self.mails: list[Any] = []

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802 aiosmtpd's name
        if address.startswith("nobody"):
            return "550 no such user"
        if address.startswith("full"):
            return "452 mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 aiosmtpd's name
        if envelope.rcpt_tos[0].startswith("spam"):
            return "554 not wanted"
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        if envelope.rcpt_tos[0].startswith("cut"):
            server.transport.abort()
        return "250 taken"


@pytest.fixture
def mailboxes() -> Mailboxes:
    return Mailboxes()


@pytest.fixture
async def port(mailboxes: Mailboxes) -> AsyncIterator[int]:
    """Give the port of a server that runs."""
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(mailboxes), "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1]
    server.close()


async def send(port: int, *to: str) -> dict[str, Outcome]:
    """What became of a mail to each of them, in one batch."""
    terms = SmtpTerms("mail", "127.0.0.1", port, "desk@lienthong.example.vn", "Thông báo về hồ sơ")
    messages = [Message(f"r-{address[0]}", address, TEXT, Encoding.UCS2, 1, 1) for address in to]
    answers: dict[str, Outcome] = {}

    def answered(message: Message, outcome: Outcome) -> None:
        answers[message.to] = outcome

    await SmtpProvider(terms, lambda: NOW).send(messages, answered)
    return answers


async def test_a_mail_arrives_with_its_accents(port: int, mailboxes: Mailboxes) -> None:
    """Text, subject and a Message-ID that stays the same in every attempt."""
    assert await send(port, "a@example.vn") == {"a@example.vn": Submitted("r-a")}
    (mail,) = mailboxes.mails
    assert mail.get_content().strip() == TEXT
    assert (mail["Subject"], mail["To"], mail["Auto-Submitted"]) == (
        "Thông báo về hồ sơ",
        "a@example.vn",
        "auto-generated",
    )
    assert mail["Message-ID"] == "<r-a@lienthong.example.vn>"


async def test_each_mail_of_a_batch_has_its_own_answer(port: int, mailboxes: Mailboxes) -> None:
    """Refused for good, for now, and after DATA; the others of the batch go on."""
    answers = await send(port, "nobody@e.vn", "a@e.vn", "full@e.vn", "spam@e.vn", "b@e.vn")
    assert answers == {
        "nobody@e.vn": Refused("mailbox_refused"),
        "a@e.vn": Submitted("r-a"),
        "full@e.vn": Busy("mailbox_refused_for_now"),
        "spam@e.vn": Refused("mail_refused"),
        "b@e.vn": Submitted("r-b"),
    }
    assert len(mailboxes.mails) == 2


async def test_a_connection_that_breaks_after_data_leaves_one_uncertain(port: int, mailboxes: Mailboxes) -> None:
    """The server has it and could not say so; the next mail gets a new connection."""
    answers = await send(port, "cut@e.vn", "a@e.vn")
    assert answers == {"cut@e.vn": NoAnswer("smtp_unanswered"), "a@e.vn": Submitted("r-a")}
    assert len(mailboxes.mails) == 2


async def test_no_server_spends_no_attempt() -> None:
    """Nothing was sent, surely."""
    assert await send(1, "a@e.vn") == {"a@e.vn": Busy("smtp_unreachable", spends_attempt=False)}


def test_the_file_of_providers_names_a_mail_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Encrypted unless it says otherwise, and its password comes from the environment."""
    monkeypatch.setenv("MAIL_PASSWORD", "p" * 12)
    file = tmp_path / "providers.yaml"
    file.write_text(
        "providers:\n  - {kind: smtp, name: mail, segment_vnd: 0, host: mail.example.vn, port: 587,"
        " sender: desk@example.vn, subject: Hồ sơ, username: desk, password_variable: MAIL_PASSWORD}\n",
        encoding="utf-8",
    )
    (terms,) = read_providers(file)
    assert isinstance(terms, SmtpFileTerms)
    made = smtp_terms(terms)
    assert (made.starttls, made.tls, made.password) == (True, False, "p" * 12)
    assert SmtpProvider(made, lambda: NOW).capabilities.channel == "email"
    assert "p" * 12 not in repr(made)
