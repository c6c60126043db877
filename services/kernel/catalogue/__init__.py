"""The catalogue: agencies, procedures with their routes, rule packs and working hours, as checked data."""

from services.kernel.catalogue.agency import Agency
from services.kernel.catalogue.benchmark import Benchmark, BenchmarkKind, ChangeUnit, Rank
from services.kernel.catalogue.catalogue import Catalogue
from services.kernel.catalogue.component import DEFAULT_CASE, Case, ComponentRule
from services.kernel.catalogue.facts import APPLICANT, CHANNEL, TAGS, holds
from services.kernel.catalogue.load import load
from services.kernel.catalogue.pack import RulePack
from services.kernel.catalogue.pack_rules import (
    ApologyRules,
    EscalationStep,
    EscalationTarget,
    FeeExemption,
    FeeReduction,
    FileLimits,
    Label,
    PetitionRules,
    SubState,
    SupplementRules,
)
from services.kernel.catalogue.period import Period
from services.kernel.catalogue.problem import CatalogueError, Place, Problem
from services.kernel.catalogue.procedure import (
    SELF_ROLE,
    Condition,
    FeeLine,
    Join,
    Leg,
    LegClock,
    Procedure,
    SignatureNeed,
    Step,
)
from services.kernel.catalogue.service_model import CalendarRule, Claim, Effect, Granted, Plan, Refusal, grant
from services.kernel.catalogue.systems import ForeignSystem, SystemKind, Systems, Transport
from services.kernel.catalogue.unknown import NoCompetentAgency, UnknownAgency, UnknownPack, UnknownProcedure

__all__ = [
    "APPLICANT",
    "CHANNEL",
    "DEFAULT_CASE",
    "SELF_ROLE",
    "TAGS",
    "Agency",
    "ApologyRules",
    "Benchmark",
    "BenchmarkKind",
    "CalendarRule",
    "Case",
    "Catalogue",
    "CatalogueError",
    "ChangeUnit",
    "Claim",
    "ComponentRule",
    "Condition",
    "Effect",
    "EscalationStep",
    "EscalationTarget",
    "FeeExemption",
    "FeeLine",
    "FeeReduction",
    "FileLimits",
    "ForeignSystem",
    "Granted",
    "Join",
    "Label",
    "Leg",
    "LegClock",
    "NoCompetentAgency",
    "Period",
    "PetitionRules",
    "Place",
    "Plan",
    "Problem",
    "Procedure",
    "Rank",
    "Refusal",
    "RulePack",
    "SignatureNeed",
    "Step",
    "SubState",
    "SupplementRules",
    "SystemKind",
    "Systems",
    "Transport",
    "UnknownAgency",
    "UnknownPack",
    "UnknownProcedure",
    "grant",
    "holds",
    "load",
]
