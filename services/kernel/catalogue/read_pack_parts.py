"""Reads the parts of a rule pack, whole for a pack and in part for an override."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import pairwise
from typing import Any

from services.kernel.catalogue.pack_rules import (
    ApologyRules,
    EscalationStep,
    EscalationTarget,
    ExchangeRules,
    FeeExemption,
    FeeReduction,
    FileLimits,
    Label,
    PetitionRules,
    PrivacyRules,
    StopReason,
    SubState,
    SupplementRules,
    SurveyRules,
)
from services.kernel.catalogue.read_notices import read_advertising, read_notices
from services.kernel.catalogue.read_period import read_period
from services.kernel.catalogue.section import Section
from services.kernel.catalogue.vocabulary import Vocabulary
from services.kernel.status import Status

__all__ = ["RECORDS", "merged", "read_parts", "read_record"]

_WHOLE = 100
_FEES = ("refund", "kept", "none")

Reader = Callable[[Section, str, Vocabulary], Any]

RECORDS: Mapping[str, type] = {
    "supplement": SupplementRules,
    "apology": ApologyRules,
    "exchange": ExchangeRules,
    "petition": PetitionRules,
    "privacy": PrivacyRules,
    "survey": SurveyRules,
}
"""The parts that are made of whole numbers."""


def read_parts(section: Section, words: Vocabulary, *, partial: bool) -> dict[str, Any]:
    """Each part by its name in RulePack; `partial` leaves out what the section does not mention.

    Records come as mappings of their numbers then, for `merged`.
    """
    found: dict[str, Any] = {
        name: read_record(section, name, kind, partial=partial)
        for name, kind in RECORDS.items()
        if not partial or section.has(name)
    }
    return found | {
        name: read(section, name, words) for name, read in _READERS.items() if not partial or section.has(name)
    }


def read_record(section: Section, key: str, kind: type, *, partial: bool) -> Any:
    """A `kind` of whole numbers, or the mapping of those that are there when `partial`."""
    inner = section.section(key)
    if inner is None:
        section.fail(key, f"{key} is missing", f"add {key}")
    numbers = {
        field.name: inner.number(field.name) if inner else 0
        for field in fields(kind)
        if not partial or (inner and inner.has(field.name))
    }
    if inner:
        inner.report_unknown_keys()
    return numbers if partial else kind(**numbers)


def merged(old: Any, new: Any) -> Any:
    """A part with an override's over it: single numbers of a record, single entries of a mapping, else all of it."""
    if is_dataclass(old) and not isinstance(old, type) and isinstance(new, Mapping):
        return replace(old, **new)
    return {**old, **new} if isinstance(old, Mapping) else new


def _number(section: Section, key: str, _: Vocabulary) -> int:
    return section.number(key)


def _numbers(section: Section, key: str, _: Vocabulary) -> dict[str, int]:
    inner = section.section(key)
    return {} if inner is None else {name: inner.number(name) for name in inner.names()}


@dataclass(frozen=True, slots=True)
class _Entries:
    """Reads a mapping whose values are sections themselves."""

    read: Callable[[Section, str, Vocabulary], Any]

    def __call__(self, section: Section, key: str, words: Vocabulary) -> dict[str, Any]:
        inner = section.section(key)
        if inner is None:
            return {}
        return {name: self._entry(entry, name, words) for name in inner.names() if (entry := inner.section(name))}

    def _entry(self, section: Section, name: str, words: Vocabulary) -> Any:
        value = self.read(section, name, words)
        section.report_unknown_keys()
        return value


def _read_label(section: Section, _name: str, _words: Vocabulary) -> Label:
    return Label(section.text("vi"), section.text("en"))


def _read_stop_reason(section: Section, _name: str, _words: Vocabulary) -> StopReason:
    return StopReason(section.text("vi"), section.text("en"), section.choice("fees", _FEES))


def _read_substate(section: Section, _name: str, _words: Vocabulary) -> SubState:
    status = section.number("status")
    if status not in set(Status):
        section.fail("status", f"no national status code: {status}", f"use {min(Status):d} to {max(Status):d}")
    pauses = section.flag("pauses")
    if pauses and status != Status.IN_PROCESS:
        section.fail("pauses", f"status {status} has no clock of its own to pause", f"use {Status.IN_PROCESS:d}")
    return SubState(section.text("label_vi"), section.text("label_en"), status, pauses)


def _read_exemption(section: Section, name: str, _: Vocabulary) -> FeeExemption:
    label = Label(section.text("label_vi"), section.text("label_en"))
    return FeeExemption(name, label, _percent(section), read_period(section))


def _read_escalation(section: Section, key: str, _: Vocabulary) -> tuple[EscalationStep, ...]:
    items = section.sections(key)
    steps = tuple(_read_step(item) for item in items)
    for item, (before, after) in zip(items[1:], pairwise(steps), strict=True):
        if after.hours <= before.hours:
            item.fail(
                "hours", f"{after.hours} h comes after {before.hours} h", "let each step come later than the last"
            )
    return steps


def _read_step(section: Section) -> EscalationStep:
    target = section.choice("to", [target.value for target in EscalationTarget])
    step = EscalationStep(section.number("hours"), EscalationTarget(target) if section.ok else EscalationTarget.AGENCY)
    section.report_unknown_keys()
    return step


def _read_reductions(section: Section, key: str, words: Vocabulary) -> tuple[FeeReduction, ...]:
    return tuple(_read_reduction(item, words) for item in section.sections(key))


def _read_reduction(section: Section, words: Vocabulary) -> FeeReduction:
    reduction = FeeReduction(
        percent=_percent(section),
        cites=section.text("cites"),
        applicant_kind=section.maybe_choice("applicant_kind", words.applicant_kinds),
        channel=section.maybe_choice("channel", words.channels),
        validity=read_period(section),
    )
    section.marked("invented")
    section.marked("unverified")
    section.report_unknown_keys()
    return reduction


def _percent(section: Section) -> int:
    percent = section.number("percent")
    if percent > _WHOLE:
        section.fail("percent", f"a reduction of {percent} percent", "write 0 to 100")
        return 0
    return percent


def _read_limits(section: Section, key: str, _: Vocabulary) -> FileLimits:
    inner = section.section(key)
    if inner is None:
        section.fail(key, f"{key} is missing", f"add {key} with bytes and media_types")
        return FileLimits(0, frozenset())
    limits = FileLimits(inner.number("bytes"), frozenset(inner.texts("media_types")))
    inner.report_unknown_keys()
    return limits


def _read_wording(section: Section, key: str, _: Vocabulary) -> dict[int, str]:
    """By status code; those that the section leaves out keep the national wording."""
    codes = {str(status.value): status.value for status in Status}
    texts = section.labels(key)
    for name in texts.keys() - codes.keys():
        section.fail(key, f"no national status code: {name!r}", f"use {min(Status):d} to {max(Status):d}")
    return {codes[name]: text for name, text in texts.items() if name in codes}


def _read_permissions(section: Section, key: str, words: Vocabulary) -> dict[str, tuple[str, ...]]:
    inner = section.section(key)
    return {} if inner is None else {name: tuple(inner.choices(name, words.actors)) for name in inner.names()}


def _read_skills(section: Section, key: str, words: Vocabulary) -> dict[str, tuple[str, ...]]:
    """By field of work."""
    inner = section.section(key)
    if inner is None:
        return {}
    for name in inner.names():
        if name not in words.fields:
            inner.fail(name, f"unknown field {name!r}", f"use one of: {', '.join(sorted(words.fields))}")
    return {name: tuple(inner.choices(name, words.skills)) for name in inner.names()}


def _read_tags(section: Section, key: str, _: Vocabulary) -> frozenset[str]:
    return frozenset(section.texts(key))


def _read_offers(section: Section, key: str, words: Vocabulary) -> frozenset[str]:
    return frozenset(section.choices(key, words.offers))


def _read_forms(section: Section, key: str, _: Vocabulary) -> dict[str, str]:
    return section.labels(key)


_READERS: Mapping[str, Reader] = {
    "same_day_cutoff": lambda section, key, _: section.clock(key),
    "due_warning_hours": _number,
    "same_day_warning_minutes": _number,
    "online_answer_hours": _number,
    "same_day_tags": _read_tags,
    "forms": _read_forms,
    "form_titles": _read_forms,
    "limits": _read_limits,
    "notices": read_notices,
    "advertising": read_advertising,
    "escalation": _read_escalation,
    "fee_reductions": _read_reductions,
    "fee_exemptions": _Entries(_read_exemption),
    "wording": _read_wording,
    "wording_en": _read_wording,
    "substates": _Entries(_read_substate),
    "refusal_reasons": _Entries(_read_label),
    "apology_reasons": _Entries(_read_label),
    "stop_reasons": _Entries(_read_stop_reason),
    "return_reasons": _Entries(_read_label),
    "closing_reasons": _Entries(_read_label),
    "visit_outcomes": _Entries(_read_label),
    "petition_topics": _Entries(_read_label),
    "petition_refusals": _Entries(_read_label),
    "survey_questions": _Entries(_read_label),
    "permissions": _read_permissions,
    "skills": _read_skills,
    "retention": _numbers,
    "offers": _read_offers,
    "weights": _numbers,
    "report_layout": _numbers,
    "report_channels": _numbers,
    "report_sections": _Entries(_read_label),
    "report_columns": _Entries(_read_label),
    "report_titles": _Entries(_read_label),
    "report_notes": _Entries(_read_label),
    "report_signers": _Entries(_read_label),
}
