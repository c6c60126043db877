"""From lifecycle events to the changes of dossiers that are counted."""

from functools import lru_cache
from typing import Final

from services.contracts.events.lifecycle import (
    Accepted,
    Completed,
    FeePaid,
    ResultDigitised,
    Snapshot,
    SupplementRequested,
)
from services.contracts.events.payload import Payload
from services.contracts.events.registry import event_type_of
from services.kernel.times import local_day
from services.stats.application.translate import Translate
from services.stats.domain.cells import DossierCell, Profile, profile_key
from services.stats.domain.dossiers import DossierChange
from services.stats.domain.particulars import APOLOGIES, Particular

_APOLOGY: Final = "apology"
_TELLING: Final = frozenset({Accepted, Completed, FeePaid, ResultDigitised, SupplementRequested})
_CACHED: Final = 4_096  # cells, about 1 KiB each


def dossier_translator(attributes: frozenset[str]) -> Translate:
    """Return the translation of lifecycle events; attributes that are not declared are no dimensions."""

    def translate(data: Payload) -> DossierChange:
        if not isinstance(data, Snapshot):
            raise TypeError(type(data))  # the decoder lets only types of the topic through
        return DossierChange(  # by position: it is made for every event
            data.occurred_at,
            _cell_of(data, attributes),
            data.status,
            data.received_at,
            data.due_at,
            data.finished_at,
            data.outcome,
            data.interlinked_group,
            data.returned_at,
            _step(type(data)),
            data.actor or "",
            _said(data),
        )

    return translate


@lru_cache
def _step(model: type[Payload]) -> str:
    """Return the past verb of the event's type: registered, fee_paid."""
    return event_type_of(model).name.split(".")[-2]


def _said(data: Snapshot) -> Particular | None:
    """Return what the event says besides the course; None for most events of older versions."""
    paused = data.clock == "paused"
    if not (paused or data.holdings or data.plans or _APOLOGY in data.attributes or type(data) in _TELLING):
        return None
    return Particular(
        day=local_day(data.occurred_at),
        standing_still=paused and data.outcome is None,
        apology=_apology(data),
        recorded=isinstance(data, Completed) and data.result_reference is not None,
        pages=data.pages if isinstance(data, ResultDigitised) else 0,
        valid_to=data.valid_to if isinstance(data, ResultDigitised) else None,
        supplement=isinstance(data, SupplementRequested),
        fee=data.fee_vnd if isinstance(data, Accepted) else 0,
        payment=(data.method, data.amount_vnd) if isinstance(data, FeePaid) else None,
        components=_components(data),
        lacks=data.holdings.lacks if data.holdings else None,
        plans=data.plans,
    )


def _apology(data: Snapshot) -> str:
    """Return its fate as intake knows it; a value that it has no word for is left to the profile."""
    told = data.attributes.get(_APOLOGY, "")
    return told if told in APOLOGIES else ""


def _components(data: Snapshot) -> tuple[int, int, int] | None:
    held = data.holdings
    return (held.components, held.waived, held.reused) if held and held.components else None


def _cell_of(data: Snapshot, attributes: frozenset[str]) -> DossierCell:
    declared = tuple(item for item in data.attributes.items() if item[0] in attributes)
    return _cell(
        data.agency,
        data.province,
        data.procedure,
        data.channel,
        data.assisted,
        data.tags,
        data.field,
        data.tier,
        declared,
    )


@lru_cache(_CACHED)
def _cell(
    agency: str,
    province: str,
    procedure: str,
    channel: str,
    assisted: bool,  # noqa: FBT001 a cache takes arguments by position fastest
    tags: tuple[str, ...],
    field: str,
    tier: str,
    declared: tuple[tuple[str, str], ...],
) -> DossierCell:
    """Return the cell of those dimensions, the same object as long as it is remembered: equal at a glance."""
    profile = Profile(channel, assisted, tags, field, tier, declared)
    return DossierCell(agency, province, procedure, profile_key(profile))
