"""Service models: model days, extended hours and paperless services as dated calendar rules, and what they grant."""

from services.kernel.catalogue.service_model.claim import Claim, Granted, Refusal
from services.kernel.catalogue.service_model.grant import grant
from services.kernel.catalogue.service_model.misses import day_miss
from services.kernel.catalogue.service_model.rule import CalendarRule, Effect, Mode, Plan
from services.kernel.catalogue.service_model.service_models import ServiceModels

__all__ = [
    "CalendarRule",
    "Claim",
    "Effect",
    "Granted",
    "Mode",
    "Plan",
    "Refusal",
    "ServiceModels",
    "day_miss",
    "grant",
]
