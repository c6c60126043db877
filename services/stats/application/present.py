"""Figures as plain values for JSON: rates are objects, and a rate of nothing says so."""

from typing import Any

from services.stats.application.present_rates import present_rates
from services.stats.application.summarise import Summary
from services.stats.domain.figures import Figures
from services.stats.domain.rates import Days


def present_summary(summary: Summary) -> dict[str, Any]:
    """Return the summary as nested plain values."""
    days = summary.days
    return {
        "total": present_figures(summary.total, days),
        "by_procedure": [{"procedure": ref} | present_figures(f, days) for ref, f in summary.by_procedure.items()],
        "by_tag": [{"tag": tag} | present_figures(f, days) for tag, f in summary.by_tag.items()],
        "by_procedure_and_tag": [
            {"procedure": ref, "tag": tag} | present_figures(f, days)
            for (ref, tag), f in summary.by_procedure_and_tag.items()
        ],
    }


def present_figures(figures: Figures, days: Days) -> dict[str, Any]:
    """Every rate says the days that it is of."""
    resolved = figures.resolved
    return {
        "received": figures.received,
        "interlinked_groups": figures.interlinked_groups,
        "refused": figures.refused,
        "resolved": {"total": sum(resolved.values())} | resolved,
        "pending": {"total": figures.pending, "in_time": figures.pending_in_time, "late": figures.pending_late},
        "rates": present_rates({name: rate.over(days) for name, rate in figures.rates.items()}),
    }
