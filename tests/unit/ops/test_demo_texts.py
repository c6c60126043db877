"""The demo knows every SMS word for word, with or without accents, and reads whole lines of its file only."""

from pathlib import Path

import orjson
import pytest

from services.ops.demo.sms import expected_texts, read_messages, same_text

CODE = "H90.01-261123-0001"
TEXTS = expected_texts(
    {"code": CODE, "appointment": "2026-12-11T11:30:00+07:00"}, 12_500_000, "TB-1", "http://127.0.0.1:8080"
)
LINK = f"Tra cuu: http://127.0.0.1:8080/tra-cuu/{CODE}"


@pytest.mark.parametrize(
    ("template", "sent", "right"),
    [
        ("accepted", f"Ho so {CODE} da duoc tiep nhan. Hen tra ket qua: 11:30 11/12/2026. {LINK}", True),
        ("accepted", TEXTS["accepted"], True),
        ("accepted", f"Ho so {CODE} da duoc tiep nhan. Hen tra ket qua: 11:31 11/12/2026. {LINK}", False),
        ("payment_due", f"Ho so {CODE} can nop 12.500.000 d theo thong bao TB-1. {LINK}", True),
        ("payment_due", f"Ho so {CODE} can nop 12.500.001 d theo thong bao TB-1. {LINK}", False),
        ("result_ready", f"Hồ so {CODE} da co ket qua. Moi den nhan tai noi nop. {LINK}", False),
        ("survey", f"{TEXTS['survey']}?t=0a1b", True),
    ],
)
def test_texts_are_compared_word_for_word(template: str, sent: str, right: bool) -> None:  # noqa: FBT001 a column
    """Wholly accented or wholly unaccented is right, half of each or another figure is not."""
    assert same_text(sent, TEXTS[template]) is right


def test_half_written_lines_are_left_for_later(tmp_path: Path) -> None:
    """The provider may be writing while the file is read; other dossiers' messages are passed over."""
    line = orjson.dumps({"to": "+84912345678", "text": f"x {CODE}", "encoding": "gsm7", "segments": 1})
    other = line.replace(b"0001", b"0002")
    file = tmp_path / "sms.jsonl"
    file.write_bytes(line + b"\n" + other + b"\n" + line[:20])
    assert [message.text for message in read_messages(file, CODE)] == [f"x {CODE}"]
    assert read_messages(tmp_path / "none.jsonl", CODE) == []
