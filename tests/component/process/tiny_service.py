"""A service without broker and store, run by the tests as a real process; it logs each step of its life.

`TINY_STEP` makes a stop step hang or fail, `TINY_BACKGROUND` makes the background part end.
"""

import asyncio
import os
from typing import Annotated

import structlog
from fastapi import Depends
from pydantic import BaseModel, Field

from services.kernel.times import utc_now
from services.runtime.auth.access import Access, protect, require
from services.runtime.auth.principal import Principal
from services.runtime.auth.tokens import TokenVerifier
from services.runtime.health import Health
from services.runtime.process import Parts, run
from services.runtime.settings import ServiceSettings, TokenSettings
from services.runtime.web import ApiRouter, create_app

log = structlog.get_logger()


class Settings(ServiceSettings, TokenSettings):
    pass


class Filing(BaseModel):
    code: Annotated[str, Field(min_length=14, max_length=40)]
    procedure: Annotated[str, Field(pattern=r"^\d\.\d{6}")]
    channel: str = "direct"
    tags: tuple[str, ...] = ()


class Filed(BaseModel):
    code: str


router = ApiRouter()


@router.post("/v1/filings", status_code=201)
async def file_dossier(filing: Filing, _who: Annotated[Principal, Depends(require("dossiers.write"))]) -> Filed:
    return Filed(code=filing.code)


@router.get("/v1/slow")
async def slow() -> Filed:
    log.info("slow_request")
    await asyncio.sleep(0.4)
    return Filed(code="slow")


async def _start() -> None:
    log.info("step", name_of_step="start")


async def _consumers() -> None:
    log.info("step", name_of_step="consumers")
    if os.environ.get("TINY_STEP") == "fail":
        raise RuntimeError("consumers failed")
    if os.environ.get("TINY_STEP") == "hang":
        await asyncio.Event().wait()


async def _relay() -> None:
    log.info("step", name_of_step="relay")


async def _close() -> None:
    log.info("step", name_of_step="close")


async def _background() -> None:
    if os.environ.get("TINY_BACKGROUND") == "end":
        return
    try:
        await asyncio.Event().wait()
    finally:
        log.info("step", name_of_step="background cancelled")


async def build(settings: Settings) -> Parts:
    app = create_app("tiny", Health())
    protect(app, Access(TokenVerifier([settings.token_secret.get_secret_value()], utc_now)))
    app.include_router(router)
    return Parts(app, start=[_start], stop=[_consumers, _relay, _close], background=[_background])


if __name__ == "__main__":
    run("tiny", build, Settings)
