"""Runs one service as one process: start in order, serve, and on SIGTERM or SIGINT stop in order, losing nothing.

Stop order: not ready, no new requests and the running ones answered, then the `stop` steps as the service lists them
(consumers first, then the relay, then connections), then what is left in the background is cancelled. All of it within
`drain_seconds`; what does not end by then is cut off, which is safe (outbox sweep, redelivery) but logged as an error.
"""

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

import psutil
import structlog
import uvicorn
import uvloop
from fastapi import FastAPI

from services.runtime.collecting import collect_rarely
from services.runtime.logs import configure_logging
from services.runtime.settings import ServiceSettings, load_settings

Step = Callable[[], Awaitable[None]]
Background = Callable[[], Coroutine[Any, Any, None]]
S = TypeVar("S", bound=ServiceSettings)

EXIT_OK: Final = 0
EXIT_FAILED: Final = 1
# Of the time to drain, requests get at most this part: consumers and relay need the rest.
_REQUEST_SHARE: Final = 0.3
_CANCEL_SECONDS: Final = 1.0

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Parts:
    """What a service consists of; `start` and `stop` run in the order given, `background` runs in between.

    A background coroutine that fails, or ends before the stop, stops the process with exit code 1.
    """

    app: FastAPI
    start: Sequence[Step] = ()
    stop: Sequence[Step] = ()
    background: Sequence[Background] = field(default_factory=tuple)


def run(service: str, build: Callable[[S], Awaitable[Parts]], settings_class: type[S]) -> None:
    """Run `service` until a signal and exit: 0 after a clean stop, 1 after a failure, 2 for a wrong configuration."""
    settings = load_settings(settings_class)
    configure_logging(service, settings.log_level)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        code = runner.run(serve(service, settings, build))
    sys.stdout.flush()
    sys.exit(code)


async def serve(service: str, settings: S, build: Callable[[S], Awaitable[Parts]]) -> int:
    """Build, start, serve until asked to stop, and stop; returns the exit code."""
    asked = asyncio.Event()
    _stop_on_signals(asked)
    try:
        parts = await build(settings)
        code = await _Process(service, settings, parts, asked).run()
    except Exception:  # noqa: BLE001 the process ends here: the log line is all that remains of it
        _log.exception("service_failed")
        return EXIT_FAILED
    _log.info("service_stopped", code=code)
    return code


class _Server(uvicorn.Server):
    """uvicorn without signal handlers of its own: the order of stopping is ours."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class _Process:
    def __init__(self, service: str, settings: ServiceSettings, parts: Parts, asked: asyncio.Event) -> None:
        self._service = service
        self._settings = settings
        self._parts = parts
        self._asked = asked
        self._tasks: list[asyncio.Task[None]] = []
        self._failed = False
        self._server = _Server(_uvicorn_config(parts.app, settings))

    async def run(self) -> int:
        listener = _listen(self._settings.http_host, self._settings.http_port)
        try:
            await self._start()
            collect_rarely()
            serving = asyncio.create_task(self._server.serve(sockets=[listener]), name="http")
            self._watch(serving)
            self._announce(listener)
            await self._asked.wait()
        finally:
            await self._stop()
            listener.close()
        return EXIT_FAILED if self._failed else EXIT_OK

    async def _start(self) -> None:
        for step in self._parts.start:
            await step()
        for background in self._parts.background:
            self._watch(asyncio.create_task(background(), name=_name(background)))

    def _watch(self, task: asyncio.Task[None]) -> None:
        self._tasks.append(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        """Stop the process when a part that should run until the stop ends by itself."""
        error = None if task.cancelled() else task.exception()
        if error is None and self._asked.is_set():
            return
        self._failed = True
        self._asked.set()
        _log.error("background_ended", part=task.get_name(), exc_info=error)

    def _announce(self, listener: socket.socket) -> None:
        self._parts.app.state.health.started()
        me = psutil.Process()
        _log.info(
            "service_started",
            port=listener.getsockname()[1],
            seconds=round(time.time() - me.create_time(), 3),
            cpu_seconds=round(time.process_time(), 3),
            rss_mib=round(me.memory_info().rss / 2**20, 1),
        )

    async def _stop(self) -> None:
        self._asked.set()
        self._parts.app.state.health.draining()
        _log.info("service_stopping")
        try:
            async with asyncio.timeout(self._settings.drain_seconds):
                await self._stop_server()
                for step in self._parts.stop:
                    await self._attempt(step)
        except TimeoutError:
            self._failed = True
            _log.error("drain_timed_out", seconds=self._settings.drain_seconds)
        await self._cancel_rest()

    async def _stop_server(self) -> None:
        self._server.should_exit = True
        for task in self._tasks:
            if task.get_name() == "http":
                await asyncio.wait([task])

    async def _attempt(self, step: Step) -> None:
        try:
            await step()
        except Exception:  # noqa: BLE001 the steps after it must still run: they save what can be saved
            self._failed = True
            _log.exception("stop_step_failed", step=_name(step))

    async def _cancel_rest(self) -> None:
        rest = [task for task in self._tasks if not task.done()]
        for task in rest:
            task.remove_done_callback(self._ended)
            task.cancel()
        if rest:
            await asyncio.wait(rest, timeout=_CANCEL_SECONDS)


def _uvicorn_config(app: FastAPI, settings: ServiceSettings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http="httptools",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        backlog=512,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=max(1, int(settings.drain_seconds * _REQUEST_SHARE)),
        h11_max_incomplete_event_size=16 * 1024,
    )


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family, backlog=512)
    listener.setblocking(False)
    return listener


def _stop_on_signals(asked: asyncio.Event) -> None:
    seen: list[int] = []

    def on_signal(number: int) -> None:
        if seen:
            # The operator insists; whatever was not finished is found again after the next start.
            os._exit(128 + number)
        seen.append(number)
        asked.set()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, on_signal, number)


def _name(step: Callable[..., Any]) -> str:
    return getattr(step, "__qualname__", type(step).__name__)
