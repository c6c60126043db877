"""The provider's file, and what must stand in it: the texts are written down here a second time on purpose."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from services.kernel.times import VIETNAM
from services.ops.written_lines import written_lines

__all__ = ["SentMessage", "expected_texts", "read_messages", "same_text"]


@dataclass(frozen=True, slots=True)
class SentMessage:
    to: str
    text: str
    encoding: str
    segments: int


def read_messages(file: Path, code: str) -> list[SentMessage]:
    """All messages about a dossier, in the order in which they were handed over; a line being written is left out."""
    parsed = [orjson.loads(line) for line in written_lines(file) if code.encode() in line]
    return [SentMessage(line["to"], line["text"], line["encoding"], line["segments"]) for line in parsed]


def expected_texts(dossier: Mapping[str, Any], amount: int, notice: str, desk_url: str) -> dict[str, str]:
    """What the citizen must get, by occasion, in this order; `dossier` is as reception answered."""
    code = dossier["code"]
    link = f"Tra cứu: {desk_url}/tra-cuu/{code}"
    appointment = datetime.fromisoformat(dossier["appointment"]).astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")
    dong = f"{amount:,}".replace(",", ".")
    return {
        "accepted": f"Hồ sơ {code} đã được tiếp nhận. Hẹn trả kết quả: {appointment}. {link}",
        "payment_due": f"Hồ sơ {code} cần nộp {dong} ₫ theo thông báo {notice}. {link}",
        "result_ready": f"Hồ sơ {code} đã có kết quả. Mời đến nhận tại nơi nộp. {link}",
        "survey": f"Hồ sơ {code} đã trả kết quả. Mời đánh giá sự phục vụ: {desk_url}/khao-sat/result/{code}",
    }


def same_text(text: str, expected: str) -> bool:
    """Equal, or equal without accents: which of the two is sent is a matter of cost.

    The token of an invitation is left out: nobody but the citizen knows it.
    """
    sent = text.partition("?t=")[0]
    return sent == expected or (sent.isascii() and sent == _plain(expected))


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D").replace("₫", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
