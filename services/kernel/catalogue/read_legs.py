"""Reads a procedure's route: its legs between agencies and their steps."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from services.kernel.catalogue.facts import Facts, read_condition
from services.kernel.catalogue.procedure import SELF_ROLE, Join, Leg, LegClock, SignatureNeed, Step
from services.kernel.catalogue.section import Section
from services.kernel.catalogue.vocabulary import Vocabulary

__all__ = ["Limits", "read_legs"]

_SINGLE_LEG = "handle"
_STEP_ID = re.compile(r"[a-z][a-z0-9_]{0,31}")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a route may use: the procedure's limit in working hours (None is immediate), the words and the facts."""

    hours: int | None
    words: Vocabulary
    roles_in_use: Collection[str]
    facts: Facts


def read_legs(section: Section, limits: Limits) -> tuple[Leg, ...]:
    """The declared legs, or a single one in which the receiving agency does everything."""
    if not section.has("legs"):
        return (Leg(_SINGLE_LEG, SELF_ROLE, limits.hours or 0),)
    return tuple(_read_leg(item, limits) for item in section.sections("legs"))


def _read_leg(section: Section, limits: Limits) -> Leg:
    leg = Leg(
        id=section.text("id"),
        role=_read_role(section, limits),
        hours=section.number("hours"),
        clock=section.word("clock", LegClock, LegClock.INSIDE),
        after=tuple(section.texts("after")),
        join=section.word("join", Join, Join.ALL),
        steps=tuple(_read_step(item, n) for n, item in enumerate(section.sections("steps"), start=1)),
        slip=section.choice("slip", limits.words.slips) if section.has("slip") else None,
        obligation=section.flag("obligation"),
        when=read_condition(section, "when", limits.facts),
        optional=section.flag("optional"),
        child=section.maybe_text("child"),
        signature=section.word("signature", SignatureNeed, SignatureNeed.NONE),
        cause=section.maybe_choice("cause", limits.words.pauses),
    )
    section.report_unknown_keys()
    _check_steps(section, leg)
    if leg.cause and leg.clock is LegClock.INSIDE:
        section.fail("cause", f"leg {leg.id} is inside the clock", "remove cause, or add clock: outside")
    return leg


def _read_role(section: Section, limits: Limits) -> str:
    role = section.choice("role", {SELF_ROLE, *limits.words.roles})
    if role in limits.words.roles and role not in limits.roles_in_use:
        section.fail("role", f"no agency has the role {role!r}", "give it to an agency, or change the leg's role")
    return role


def _read_step(section: Section, number: int) -> Step:
    """One without an id is known by its number."""
    step = Step(section.maybe_text("id") or f"step{number}", section.text("name_vi"), section.number("hours"))
    if not _STEP_ID.fullmatch(step.id):
        section.fail("id", f"not an id: {step.id!r}", "write lower-case letters, digits and underscores")
    section.report_unknown_keys()
    return step


def _check_steps(section: Section, leg: Leg) -> None:
    if len({step.id for step in leg.steps}) < len(leg.steps):
        section.fail("steps", f"two steps of leg {leg.id} have the same id", "give each its own id")
    total = sum(step.hours for step in leg.steps)
    if leg.steps and total != leg.hours:
        section.fail("steps", f"the steps take {total} h, the leg {leg.hours} h", "make them agree")
