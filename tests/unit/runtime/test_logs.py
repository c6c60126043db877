"""Redaction canaries: whatever way personal data or a secret takes into a log call, it never comes out."""

import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from joserfc.jwk import ECKey
from pydantic import BaseModel, ValidationError

from services.runtime.auth.passwords import new_secret
from services.runtime.logs import configure_logging
from services.runtime.redaction import REDACTED, redact_text
from services.runtime.sealing import seal
from services.runtime.tracing import new_trace, trace_id, use_trace

JWE = seal(ECKey.generate_key("P-256"), b"Nguyen Van A")
CANARIES = (
    "0912345678",
    "+84912345678",
    "84912345678",
    "0912 345 678",
    "0912.345.678",
    "+84 91 234 56 78",
    "024 3825 1234",
    "001099012345",
    JWE,
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl",
    new_secret(),
    "Bearer c2VjcmV0LXRva2Vu",
    "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
    "ai.do@example.org",
)


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    target = io.StringIO()
    configure_logging("test", "DEBUG", target)
    yield target
    logging.getLogger().handlers.clear()
    structlog.reset_defaults()


def _lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.mark.parametrize("canary", CANARIES, ids=range(len(CANARIES)))  # no secret is the same in every worker
def test_no_field_message_or_exception_lets_a_canary_through(stream: io.StringIO, canary: str) -> None:
    """Fields, nested fields, keys, event names, exceptions and standard loggers are all redacted."""
    log = structlog.get_logger()
    log.info("field", value=canary, inside={"list": [f"x {canary} y"], canary: 1}, number=("a", canary))
    log.info(f"message {canary} end")  # noqa: G004 the very mistake that redaction must catch
    log.info("bound", error=ValueError(canary))
    try:
        raise RuntimeError(canary)  # noqa: TRY301 needs a traceback
    except RuntimeError:
        log.exception("failed")
        logging.getLogger("faststream.access.kafka").exception("stdlib %s", canary)
    logging.getLogger("aiokafka.consumer").error("stdlib %s", canary)
    logging.getLogger("uvicorn.error").error("stdlib %s", {"a": canary})
    assert canary not in stream.getvalue()
    assert len(_lines(stream)) == 7


def test_fields_with_telling_names_are_redacted_whatever_they_hold(stream: io.StringIO) -> None:
    """A person's name has no recognisable look, so its field is known by name."""
    structlog.get_logger().info("event", full_name="Nguyễn Văn A", nested={"Client-Secret": "x", "phone": 912345678})
    line = _lines(stream)[0]
    assert line["full_name"] == REDACTED
    assert line["nested"] == {"Client-Secret": REDACTED, "phone": REDACTED}


def test_a_validation_error_does_not_quote_its_input(stream: io.StringIO) -> None:
    """Pydantic prints `input_value=`, which may be a citizen's name."""

    class Model(BaseModel):
        code: int

    name = "Nguyễn " + "Văn A"
    try:
        Model.model_validate({"code": name})
    except ValidationError:
        structlog.get_logger().exception("refused")
    assert name not in stream.getvalue()
    assert "valid integer" in stream.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "H90.20.01-261123-0001",
        "000.01.20.H90-261123-0001",
        "H15.50.05.13-261008-0975",
        "2026-11-23T04:34:13.098765+00:00",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "3f0912345678abcd3f0912345678abcd",
        "f47ac10b-58cc-5372-a567-0912345678ab",
        "1.012753@1",
        "127.0.0.1:9092",
        "dossier.lifecycle.v1",
    ],
)
def test_codes_ids_and_times_stay_readable(text: str) -> None:
    """Operators need dossier codes and trace ids; redaction leaves them alone."""
    assert redact_text(text) == text


def test_lines_carry_service_level_time_and_trace(stream: io.StringIO) -> None:
    """Own and foreign lines have the same fixed fields."""
    trace = new_trace()
    with use_trace(trace):
        structlog.get_logger().warning("own", code="H90.20.01-261123-0001")
        logging.getLogger("faststream").warning("foreign")
    own, foreign = _lines(stream)
    assert own["trace"] == foreign["trace"] == trace_id(trace)
    assert own["service"] == foreign["service"] == "test"
    assert (own["event"], own["level"], own["code"]) == ("own", "warning", "H90.20.01-261123-0001")
    assert (foreign["event"], foreign["logger"]) == ("foreign", "faststream")
    assert re.match(r"\d{4}-\d\d-\d\dT", own["timestamp"])


def test_the_level_filters_own_and_foreign_lines(stream: io.StringIO) -> None:
    """INFO drops debug lines of both kinds."""
    configure_logging("test", "INFO", stream)
    structlog.get_logger().debug("own")
    logging.getLogger("faststream").debug("foreign")
    assert stream.getvalue() == ""


def test_credentials_in_a_url_are_cut() -> None:
    """A connection string keeps its host only."""
    cut = redact_text("mongodb://root:hunter2@store:27017/")
    assert cut == f"mongodb://{REDACTED}@store:27017/"
