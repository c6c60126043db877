"""docs/clock.md: how `lienthong clock explain` tells the clocks of two dossiers.

Made by `python -m tests.contract.clock_page`; the dossiers are played through the rules with the shipped catalogue.
"""

from pathlib import Path
from typing import Final

import orjson

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue
from services.ops.clock.as_json import json_of
from services.ops.clock.explanation import Explanation, explain
from services.ops.clock.text import text_of
from services.routing.domain.report import ReportKind
from services.runtime.catalogue import read_catalogue
from tests.unit.intake.desk import at
from tests.unit.ops.clock.played import Played

PROJECT: Final = Path(__file__).parents[2]
IMMEDIATE: Final = "2.000815@1"
PAGE: Final = PROJECT / "docs" / "clock.md"

_HEAD: Final = """# Whose time, and until when

Made by `python -m tests.contract.clock_page`; do not edit. Every dossier and every leg has a ledger of its own: spans
in which its clock ran, and pauses with their cause. A due time is the earliest instant at which the working time of the
running spans reaches the limit, by the hours of the agency whose clock it is. What a dossier took beyond its limit is
charged to the agencies of the legs that decided how long it took and exceeded their own hours; the parts add up to the
minute. Agencies read the same over HTTP: `GET /v1/routes/{code}/clock`.

    lienthong clock explain CODE [--lang vi|en] [--json] [--at 2024-05-10T08:00]
"""


def over_holidays(catalogue: Catalogue) -> Explanation:
    """Received on a Friday afternoon before a swapped Monday and two holidays."""
    played = Played(catalogue, "H90.01-240426-0007", AgencyCode("H90.01"), "1.011441@1", "2024-04-26 16:00")
    return explain(catalogue, played.dossier, played.route, at("2024-04-26 17:30"))


def after_the_cutoff(catalogue: Catalogue) -> Explanation:
    """An immediate procedure, received on a Friday after 15:00."""
    played = Played(catalogue, "H92.01-240510-0031", AgencyCode("H92.01"), IMMEDIATE, "2024-05-10 15:30")
    return explain(catalogue, played.dossier, played.route, at("2024-05-10 16:00"))


def land_with_tax(catalogue: Catalogue) -> Explanation:
    """Papers missing, a tax notice and its payment, an appraisal that took too long and a leg sent back."""
    played = Played(catalogue, "H90.01-240506-0012", AgencyCode("H90.01"), "1.012753@1", "2024-05-04 09:00")
    played.papers_missing("2024-05-07 10:00")
    played.papers_came("2024-05-09 14:00")
    played.report(ReportKind.RECEIVED, "appraise", "2024-05-09 15:00")
    played.report(ReportKind.COMPLETED, "appraise", "2024-05-15 15:00")
    played.report(ReportKind.TAX_NOTICE, "tax", "2024-05-20 09:00")
    played.pay("2024-05-22 10:30")
    played.report(ReportKind.COMPLETED, "issue", "2024-06-05 16:00")
    return explain(catalogue, played.dossier, played.route, at("2024-06-05 16:00"))


def page() -> str:
    catalogue = read_catalogue(PROJECT / "deploy" / "catalogue")
    holidays, land, late = over_holidays(catalogue), land_with_tax(catalogue), after_the_cutoff(catalogue)
    parts = (
        _HEAD,
        _shown("A Friday afternoon before holidays", text_of(holidays, "vi")),
        _shown("The same in English", text_of(holidays, "en")),
        _shown("The same as JSON", orjson.dumps(json_of(holidays), option=orjson.OPT_INDENT_2).decode()),
        _shown("After the cut-off", text_of(late, "vi")),
        _shown("The same in English", text_of(late, "en")),
        _shown("Land with tax: papers missing, a payment, an appraisal that took too long", text_of(land, "vi")),
        _shown("The same in English", text_of(land, "en")),
    )
    return "\n".join(parts)


def _shown(title: str, text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return f"## {title}\n\n```text\n{lines}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE} written")  # noqa: T201 a command of developers
