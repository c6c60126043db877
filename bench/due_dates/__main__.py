"""`python -m bench.due_dates`: compare random due dates with counting minutes, then measure the rate."""

import argparse
import platform
import sys
import time
from pathlib import Path

from bench.due_dates.cases import Case, ledger_of, random_cases
from bench.due_dates.oracle import MinuteClock
from services.kernel.catalogue import Catalogue
from services.runtime.catalogue import read_catalogue

_FOLDER = Path("deploy/catalogue")
_DISTINCT = 50_000


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.due_dates", description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000, help="random cases compared with counting minutes")
    parser.add_argument("--computations", type=int, default=1_000_000, help="due dates to compute for the rate")
    parser.add_argument("--seed", type=int, default=20_261_127)
    given = parser.parse_args()
    catalogue, oracle = read_catalogue(_FOLDER), MinuteClock((_FOLDER / "calendars.yaml").read_text("utf-8"))
    wrong = _compare(catalogue, oracle, list(random_cases(given.seed, given.cases, oracle.calendars)))
    _measure(catalogue, list(random_cases(given.seed + 1, _DISTINCT, oracle.calendars)), given.computations)
    sys.exit(1 if wrong else 0)


def _compare(catalogue: Catalogue, oracle: MinuteClock, cases: list[Case]) -> int:
    begun = time.perf_counter()
    wrong = [case for case in cases if _due(catalogue, case) != oracle.due_at(case)]
    for case in wrong[:10]:
        print(f"differs: {case}", file=sys.stderr)
    pauses = sum(len(case.pauses) for case in cases)
    print(f"{len(cases):,} cases with {pauses:,} pauses, {len(wrong)} differ; {time.perf_counter() - begun:.1f} s")
    return len(wrong)


def _due(catalogue: Catalogue, case: Case) -> object:
    return ledger_of(case).due_at(catalogue.calendars[case.calendar])


def _measure(catalogue: Catalogue, cases: list[Case], computations: int) -> None:
    clocks = [(ledger_of(case), catalogue.calendars[case.calendar]) for case in cases]
    spans = sum(len(ledger.spans) for ledger, _ in clocks) / len(clocks)
    begun, busy = time.perf_counter(), time.process_time()
    for number in range(computations):
        ledger, calendar = clocks[number % _DISTINCT]
        ledger.due_at(calendar)
    seconds, processor = time.perf_counter() - begun, time.process_time() - busy
    print(
        f"{computations:,} due dates of clocks with {spans:.1f} spans on average in {seconds:.2f} s: "
        f"{computations / seconds:,.0f} a second, {seconds / computations * 1e6:.2f} us each "
        f"({processor / computations * 1e6:.2f} us of processor time); "
        f"one process, Python {platform.python_version()}"
    )


if __name__ == "__main__":
    main()
