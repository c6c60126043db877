"""On which days the dossiers of a batch are received: by working calendar and by the rules of service models."""

from collections.abc import Iterable
from datetime import date, timedelta

from services.kernel.agency_code import AgencyCode, is_within
from services.kernel.catalogue import Catalogue, CatalogueError, Place, Problem
from services.ops.scenario.model import Batch, Model, Scenario, When

__all__ = ["check_model_days", "days_for", "model_days"]


def days_for(scenario: Scenario, batch: Batch, agency: AgencyCode, catalogue: Catalogue) -> list[date]:
    """Days of the batch at one of its agencies, in order; raises CatalogueError when there is none."""
    days = _chosen(scenario, batch, agency, catalogue)
    if not days:
        what = f"batch {batch.id}: no {batch.when} at {agency} from {batch.first} to {batch.last}"
        raise CatalogueError([Problem(batch.place, what, "widen the period, or correct the models' weekdays")])
    return days


def model_days(model: Model, agency: AgencyCode, catalogue: Catalogue) -> set[date]:
    """Days on which the model is held: a holiday is skipped, unless it only takes papers in on days of rest."""
    calendar = catalogue.calendar_for(agency)
    on_weekday = {day for day in _between(model.first, model.last) if day.isoweekday() in model.weekdays}
    return on_weekday if model.reception_only else {day for day in on_weekday if calendar.is_working_day(day)}


def check_model_days(scenario: Scenario, catalogue: Catalogue) -> None:
    """Compare with the numbers that the file's author counted; raises CatalogueError."""
    models = {model.id: model for model in scenario.models}
    for name, expected in scenario.model_days.items():
        model = models.get(name)
        found = len(model_days(model, min(model.agencies), catalogue)) if model else None
        if found != expected:
            what = f"model_days: {name} has {found} days, not {expected}"
            raise CatalogueError([Problem(Place(f"{scenario.id}", 1), what, "correct the number or the weekdays")])


def _chosen(scenario: Scenario, batch: Batch, agency: AgencyCode, catalogue: Catalogue) -> list[date]:
    calendar = catalogue.calendar_for(agency)
    period = list(_between(batch.first, batch.last))
    if batch.when in {When.WORKDAY, When.AFTER_CLOSE}:
        return [day for day in period if calendar.is_working_day(day)]
    tags = frozenset(batch.tags) if batch.when is not When.OTHER_DAY else frozenset()
    held: set[date] = set()
    for model in _models(scenario, batch, agency, tags, catalogue):
        held |= model_days(model, agency, catalogue)
    if batch.when is When.OTHER_DAY:
        return [day for day in period if calendar.is_working_day(day) and day not in held]
    return [day for day in period if day in held]


def _models(
    scenario: Scenario, batch: Batch, agency: AgencyCode, tags: frozenset[str], catalogue: Catalogue
) -> list[Model]:
    """Those that hold there for the batch's procedures; one that overrides another puts it out of force."""
    here = [
        model
        for model in scenario.models
        if model.weekdays
        and any(is_within(agency, code) for code in model.agencies)
        and (not tags or model.tag in tags)
        and (not model.procedures or not model.procedures.isdisjoint(batch.procedures))
        and (not model.fields or not model.fields.isdisjoint(_fields(batch, agency, catalogue)))
    ]
    overridden = {model.overrides for model in here}
    return [model for model in here if model.id not in overridden]


def _fields(batch: Batch, agency: AgencyCode, catalogue: Catalogue) -> set[str]:
    found = set()
    for wanted in batch.procedures:
        national = catalogue.procedures.get(wanted) or catalogue.procedure_on(wanted, batch.first)
        found.add(catalogue.procedure_at(national.ref, agency).field)
    return found


def _between(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
