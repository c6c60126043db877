"""The rules of one period of law: dossiers keep the pack of their reception day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta

from services.kernel.catalogue.pack_rules import (
    AdvertisingRules,
    ApologyRules,
    EscalationStep,
    ExchangeRules,
    FeeExemption,
    FeeReduction,
    FileLimits,
    Label,
    NoticeRules,
    PetitionRules,
    PrivacyRules,
    StopReason,
    SubState,
    SupplementRules,
    SurveyRules,
)
from services.kernel.catalogue.period import Period
from services.kernel.dossier_code import CodeStyle
from services.kernel.warning import WarningRule

__all__ = ["RulePack"]


@dataclass(frozen=True, slots=True)
class RulePack:
    """As it holds nationally, or (from `Catalogue.rules_on`) at an agency on a day.

    `same_day_cutoff` is the last local time of reception that still counts as today; `same_day_tags` make a dossier
    due on its day; `same_day_warning_minutes` before closing its desk is warned. `tags` gives a Vietnamese label per
    tag that a dossier may carry; `attributes` the values allowed per attribute, none meaning a whole number.
    `forms` are the numbers of the desk's forms, `form_titles` what is printed over those that the acts name otherwise.
    `online_answer_hours` are working hours to answer an online filing. `retention` are days by class of data,
    `weights` the most points per indicator, `report_layout` the column of report form 06 per state that could stand
    in several, `report_channels` the column per channel, `report_sections` its sections by tier, in order;
    `report_columns`, `report_titles` and `report_notes` are what is printed, `report_signers` who signs below.
    `return_reasons` are why an agency sends a leg back, `closing_reasons` why it does without a child that failed.
    `permissions` names the roles that may give a command, `skills` what an officer must be able to do to be
    given the work of a field. `offers` are what a desk gives free of charge to who files online. `escalation` is who is
    told of an overdue leg, in order. `plans` are those behind local rules.
    """

    id: str
    validity: Period
    code_style: CodeStyle
    acts: tuple[str, ...]
    tags: Mapping[str, str]
    attributes: Mapping[str, tuple[str, ...]]
    forms: Mapping[str, str]
    form_titles: Mapping[str, str]
    same_day_cutoff: time
    due_warning_hours: int
    same_day_warning_minutes: int
    online_answer_hours: int
    same_day_tags: frozenset[str]
    supplement: SupplementRules
    apology: ApologyRules
    exchange: ExchangeRules
    petition: PetitionRules
    privacy: PrivacyRules
    survey: SurveyRules
    limits: FileLimits
    notices: NoticeRules
    advertising: AdvertisingRules
    fee_reductions: tuple[FeeReduction, ...]
    fee_exemptions: Mapping[str, FeeExemption]
    wording: Mapping[int, str]
    wording_en: Mapping[int, str]
    substates: Mapping[str, SubState]
    refusal_reasons: Mapping[str, Label]
    apology_reasons: Mapping[str, Label]
    stop_reasons: Mapping[str, StopReason]
    return_reasons: Mapping[str, Label]
    closing_reasons: Mapping[str, Label]
    visit_outcomes: Mapping[str, Label]
    petition_topics: Mapping[str, Label]
    petition_refusals: Mapping[str, Label]
    survey_questions: Mapping[str, Label]
    permissions: Mapping[str, tuple[str, ...]]
    skills: Mapping[str, tuple[str, ...]]
    retention: Mapping[str, int]
    offers: frozenset[str]
    weights: Mapping[str, int]
    report_layout: Mapping[str, int]
    report_channels: Mapping[str, int]
    report_sections: Mapping[str, Label]
    report_columns: Mapping[str, Label]
    report_titles: Mapping[str, Label]
    report_notes: Mapping[str, Label]
    report_signers: Mapping[str, Label]
    escalation: tuple[EscalationStep, ...] = ()
    plans: tuple[str, ...] = ()

    @property
    def warning(self) -> WarningRule:
        """When an agency is warned that a due time of its own comes near."""
        return WarningRule(timedelta(hours=self.due_warning_hours), timedelta(minutes=self.same_day_warning_minutes))
