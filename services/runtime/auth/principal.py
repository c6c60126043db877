"""Who makes a request."""

from dataclasses import dataclass, field

from services.runtime.failures import PermanentError


@dataclass(frozen=True, slots=True)
class Principal:
    """An agency's software: the agencies that it acts for, and what it may do."""

    client_id: str
    agencies: frozenset[str] = field(default_factory=frozenset)
    scopes: frozenset[str] = field(default_factory=frozenset)
    sandbox: bool = False

    def check_agency(self, agency: str) -> None:
        """Raise PermanentError(agency_not_allowed) unless the credential lists exactly this agency."""
        if agency not in self.agencies:
            raise PermanentError("agency_not_allowed", agency=agency)
