"""Reads plans and calendar rules into the questions that services ask of them."""

from collections.abc import Iterable

from services.kernel.catalogue.read_working_time import WorkingTimes
from services.kernel.catalogue.section import Section
from services.kernel.catalogue.service_model.check_rules import check_rules
from services.kernel.catalogue.service_model.read_plans import Surroundings, read_plans
from services.kernel.catalogue.service_model.read_rules import read_rules
from services.kernel.catalogue.service_model.service_models import ServiceModels

__all__ = ["read_service_models"]


def read_service_models(
    plan_sections: Iterable[Section], rule_sections: Iterable[Section], around: Surroundings, times: WorkingTimes
) -> ServiceModels:
    plans = read_plans(plan_sections, around)
    rules = read_rules(rule_sections, plans, around)
    check_rules(rules, plans.values(), around.agencies, times)
    return ServiceModels((rule.value for rule in rules), (plan.value for plan in plans.values()))
