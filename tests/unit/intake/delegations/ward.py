"""A ward with a chair who delegates certification of domestic papers to a justice officer."""

from dataclasses import dataclass, field
from datetime import datetime

from services.intake.adapters.delegations.registers import COLLECTION, StoredRegisters
from services.intake.application.delegations.keep_register import KeepRegister
from services.kernel.agency_code import AgencyCode
from services.kernel.signing import Absence, Delegation, Paper, SigningPost, SigningRegister
from services.runtime.aggregates import AggregateStore
from tests.fakes.store import FakeStore
from tests.unit.intake.desk import at, terms

WARD = AgencyCode("H90.03.01")
COPY, SIGNATURE = "2.000815", "2.000884"
CHAIR, JUSTICE = "chair", "justice"


def post(**changes: object) -> SigningPost:
    values: dict[str, object] = {
        "id": "p1",
        "officer": CHAIR,
        "role": "ward_chair",
        "document_number": "QĐ-1",
        "valid_from": at("2024-01-01 00:00"),
    }
    return SigningPost(**(values | changes))  # type: ignore[arg-type] # a test's own choice of values


def delegation(**changes: object) -> Delegation:
    values: dict[str, object] = {
        "id": "d1",
        "delegator": CHAIR,
        "delegate": JUSTICE,
        "role": "justice_officer",
        "document_number": "UQ-7",
        "prefix": "TUQ.",
        "valid_from": at("2024-02-01 00:00"),
        "valid_to": at("2024-12-01 00:00"),
        "procedures": (COPY,),
        "condition": {"paper_origin": ("domestic",)},
    }
    return Delegation(**(values | changes))  # type: ignore[arg-type] # a test's own choice of values


def absence(start: str, end: str, officer: str = CHAIR) -> Absence:
    return Absence(f"{officer}-{start.replace(' ', 'T')}", officer, at(start), at(end))


def register(*entries: SigningPost | Delegation | Absence) -> SigningRegister:
    """The chair's post and whatever else is named."""
    found = SigningRegister(WARD).appointed(post())
    for entry in entries:
        match entry:
            case SigningPost():
                found = found.appointed(entry)
            case Delegation():
                found = found.delegated(entry)
            case Absence():
                found = found.away(entry)
    return found


def paper(procedure: str = COPY, **scope: str) -> Paper:
    return Paper(procedure, scope or {"paper_origin": "domestic"})


@dataclass
class Ward:
    """The register as it is kept; several over the same store are several processes."""

    store: FakeStore = field(default_factory=FakeStore)
    now: datetime = field(default_factory=lambda: at("2024-05-06 08:00"))

    def __post_init__(self) -> None:
        self.aggregates = AggregateStore(self.store, COLLECTION, "intake", lambda: self.now)
        self.registers = StoredRegisters(self.aggregates, lambda: self.now)
        self.keep = KeepRegister(self.registers, terms(), lambda: self.now)
