"""One part of intake as it is wired: its routes, what it consumes, and what runs besides."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi import APIRouter

from services.runtime.aggregates import Relay
from services.runtime.kafka import Subscription
from services.runtime.process import Background, Step
from services.runtime.web import BodyLimits

__all__ = ["Area"]


@dataclass(frozen=True, slots=True)
class Area:
    """`relays` publish the outboxes of the area's aggregates; `start` runs before any relay, `stop` after all of them.

    `body_limits` are by path, for paths that take more than usual.
    """

    routers: tuple[APIRouter, ...] = ()
    subscriptions: tuple[Subscription, ...] = ()
    relays: tuple[Relay, ...] = ()
    background: tuple[Background, ...] = ()
    start: tuple[Step, ...] = ()
    stop: tuple[Step, ...] = ()
    body_limits: Mapping[str, BodyLimits] = field(default_factory=dict)
