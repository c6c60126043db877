"""JSON lines on standard output for our own events and for the standard loggers of FastStream, aiokafka and uvicorn.

Everything passes the same redaction as its last step, tracebacks included.
"""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any, Final, TextIO

import orjson
import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger

from services.runtime.redaction import redact_fields
from services.runtime.tracing import current_trace, trace_id

_FIXED: Final = ("timestamp", "level", "service")
# FastStream puts a handler of its own on this logger unless it finds one that writes to the same stream.
_FASTSTREAM: Final = "faststream.access.kafka"
_OWN_HANDLERS: Final = ("faststream", _FASTSTREAM, "uvicorn", "uvicorn.error", "uvicorn.access")
_CHATTY: Final = ("aiokafka", "asyncio", "httpx", "httpcore", "pymongo", "uvicorn")


def configure_logging(service: str, level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send all logs of the process to `stream` (standard output) as redacted JSON lines; call it first of all."""
    target = stream or sys.stdout
    chain = _chain(service)
    structlog.configure(
        processors=[*chain, _render],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(target),
        cache_logger_on_first_use=False,
    )
    _route_standard_loggers(target, level, chain)
    sys.excepthook = _log_uncaught


def _chain(service: str) -> list[Processor]:
    def name_service(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        event["service"] = service
        return event

    return [
        structlog.contextvars.merge_contextvars,
        name_service,
        _add_trace,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
    ]


def _route_standard_loggers(target: TextIO, level: str, chain: list[Processor]) -> None:
    handler = logging.StreamHandler(target)
    handler.setFormatter(
        ProcessorFormatter(
            processors=[ProcessorFormatter.remove_processors_meta, _render],
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *chain],
            keep_exc_info=False,
            keep_stack_info=False,
        )
    )
    for name in _OWN_HANDLERS:
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True
    faststream = logging.getLogger(_FASTSTREAM)
    faststream.addHandler(handler)
    faststream.propagate = False
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    logging.captureWarnings(True)


def _add_trace(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    found = trace_id(current_trace())
    if found:
        event["trace"] = found
    return event


def _render(_logger: WrappedLogger, _method: str, event: MutableMapping[str, Any]) -> str:
    fixed = {name: event.pop(name) for name in _FIXED if name in event}
    return orjson.dumps(fixed | redact_fields(event)).decode()


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: Any) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    structlog.get_logger().critical("process_failed", exc_info=(kind, error, trace))
