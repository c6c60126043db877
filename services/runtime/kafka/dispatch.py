"""Calling a handler: bounded in time, and bisected down to the record that makes it raise."""

import asyncio
from collections.abc import Sequence

import structlog

from services.runtime.failures import PermanentError, TransientError
from services.runtime.kafka.records import Delivered, Handler, Verdicts

_log = structlog.get_logger()


async def dispatch(
    handler: Handler, batch: Sequence[Delivered], seconds: float, *, give_up: Delivered | None = None, ordered: bool
) -> Verdicts:
    """Return the verdicts on `batch`; never raises but for cancellation.

    A TransientError defers the whole call. Any other exception is a bug in the handler: the batch is bisected so that
    one record cannot hold back the others. A single record is rejected when it raises PermanentError; when it raises
    something unclassified it is deferred, and rejected only when it is `give_up`. When `ordered`, nothing is handed out
    behind a deferred record of its partition: it would come before it.
    """
    try:
        async with asyncio.timeout(seconds):
            return await handler(batch)
    except TransientError as error:
        return Verdicts(deferred=dict.fromkeys(range(len(batch)), error))
    except TimeoutError:
        late = TransientError("handler_timeout", seconds=seconds)
        return Verdicts(deferred=dict.fromkeys(range(len(batch)), late))
    except Exception as error:  # noqa: BLE001 whatever a handler raises, its neighbours must go on
        if len(batch) > 1:
            return await _bisect(handler, batch, seconds, give_up=give_up, ordered=ordered)
        return _single(batch[0], error, give_up=give_up)


async def _bisect(
    handler: Handler, batch: Sequence[Delivered], seconds: float, *, give_up: Delivered | None, ordered: bool
) -> Verdicts:
    middle = len(batch) // 2
    verdicts = await dispatch(handler, batch[:middle], seconds, give_up=give_up, ordered=ordered)
    stopped = {batch[index].record.partition: error for index, error in verdicts.deferred.items()} if ordered else {}
    behind = {i: stopped[p] for i in range(middle, len(batch)) if (p := batch[i].record.partition) in stopped}
    left = [index for index in range(middle, len(batch)) if index not in behind]
    rest = [batch[index] for index in left]
    later = await dispatch(handler, rest, seconds, give_up=give_up, ordered=ordered) if rest else Verdicts()
    return Verdicts(
        {**verdicts.rejected, **{left[index]: error for index, error in later.rejected.items()}},
        {**verdicts.deferred, **behind, **{left[index]: error for index, error in later.deferred.items()}},
    )


def _single(record: Delivered, error: Exception, *, give_up: Delivered | None) -> Verdicts:
    if isinstance(error, PermanentError):
        return Verdicts(rejected={0: error})
    raw, kind = record.record, type(error).__name__
    # The message may repeat data of the record, so only the class is logged, and where it was raised.
    _log.error(
        "handler_crashed", topic=raw.topic, partition=raw.partition, offset=raw.offset, error=kind, at=_where(error)
    )
    if record is give_up:
        return Verdicts(rejected={0: PermanentError("handler_crashed", error=kind)})
    return Verdicts(deferred={0: TransientError("handler_crashed", error=kind)})


def _where(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "" if trace is None else f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
