"""`python -m bench.rules`: what each question to the rules costs while a dossier is filed, in processor time."""

import argparse
import platform
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue, Claim
from services.kernel.fees import price
from services.runtime.catalogue import read_catalogue

_FOLDER: Final = "deploy/catalogue"
_THURSDAY: Final = datetime(2023, 10, 19, 3, tzinfo=UTC)
_MONDAY_EVENING: Final = datetime(2023, 12, 4, 9, 45, tzinfo=UTC)
_ROUNDS: Final = 3

Question = Callable[[], object]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.rules", description=__doc__)
    parser.add_argument("--times", type=int, default=100_000, help="how often each question is asked, per round")
    times = parser.parse_args().times
    catalogue = read_catalogue(_FOLDER)
    for name, question in _questions(catalogue).items():
        print(f"{name:<55} {min(_seconds(question, times) for _ in range(_ROUNDS)) / times * 1e6:6.2f} us")
    print(f"Best of {_ROUNDS} rounds of {times:,}; Python {platform.python_version()}.")


def _questions(catalogue: Catalogue) -> dict[str, Question]:
    plain, model = AgencyCode("H92.02.01"), AgencyCode("H90.04.01")
    marital = catalogue.procedure("1.004873@1")
    both = frozenset({"no_appointment", "no_writing"})
    unclaimed = _claim(catalogue, plain, _THURSDAY, frozenset())
    claimed = _claim(catalogue, model, _THURSDAY, both)
    evening = _claim(catalogue, AgencyCode("H91.11.02"), _MONDAY_EVENING, frozenset())
    rules = catalogue.rules_on(_THURSDAY.date(), AgencyCode("H91.01"))
    return {
        "rules of the agency and day": lambda: catalogue.rules_on(_THURSDAY.date(), model),
        "tags: agency without models": lambda: catalogue.grant(unclaimed),
        "tags: two model days claimed and granted": lambda: catalogue.grant(claimed),
        "tags: extended hour found by its time": lambda: catalogue.grant(evening),
        "price: one line, reduction for individuals online": lambda: price(
            marital.fees,
            rules.fee_reductions,
            rules.fee_exemptions,
            applicant_kind="individual",
            channel="online",
            day=_THURSDAY.date(),
        ),
        "appointment: 24 hours": lambda: catalogue.appointment(marital, _THURSDAY, (), model),
        "appointment: same day": lambda: catalogue.appointment(marital, _THURSDAY, both, model),
    }


def _claim(catalogue: Catalogue, agency: AgencyCode, at: datetime, tags: frozenset[str]) -> Claim:
    return Claim(
        agency=agency,
        procedure=catalogue.procedure_at("1.004873@1", agency),
        received_at=at,
        tags=tags,
        attributes={"needs_verification": "false"},
        confirmed_by="signature",
    )


def _seconds(question: Question, times: int) -> float:
    begun = time.process_time()
    for _ in range(times):
        question()
    return time.process_time() - begun


if __name__ == "__main__":
    main()
