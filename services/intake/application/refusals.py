"""Turns what the domain and the kernel refuse into the failures that the edges understand."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from services.intake.domain.errors import RuleError
from services.kernel.catalogue import NoCompetentAgency, UnknownAgency, UnknownPack, UnknownProcedure
from services.kernel.code_error import CodeError
from services.kernel.fees import UnknownExemption
from services.kernel.phone import PhoneError
from services.kernel.signing import SigningRefused
from services.kernel.times import VIETNAM
from services.kernel.working_time import MissingYearError
from services.runtime.failures import PermanentError

__all__ = ["as_permanent"]


@contextmanager
def as_permanent() -> Iterator[None]:
    """Everything here is permanent: the same request or report would be refused again."""
    try:
        yield
    except (RuleError, SigningRefused) as error:
        raise PermanentError(error.reason, **_shown(error.fields)) from error
    except UnknownProcedure as error:
        raise PermanentError("procedure_unknown", procedure=error.wanted, remedy=error.remedy) from error
    except UnknownAgency as error:
        raise PermanentError("agency_unknown", agency=error.wanted, remedy=error.remedy) from error
    except (UnknownPack, NoCompetentAgency) as error:
        raise PermanentError("rules_missing", wanted=error.wanted, remedy=error.remedy) from error
    except UnknownExemption as error:
        raise PermanentError("exemption_unknown", exemption=error.kind) from error
    except MissingYearError as error:
        raise PermanentError("calendar_year_missing", calendar=error.calendar, year=error.year) from error
    except PhoneError as error:
        raise PermanentError("phone_invalid", problem=error.reason) from None
    except CodeError as error:
        raise PermanentError("code_invalid", problem=error.reason, remedy=error.remedy) from error


def _shown(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Times as people here read them; what is not known is left out, so that no text says None."""
    return {
        name: value.astimezone(VIETNAM).isoformat(timespec="minutes") if isinstance(value, datetime) else value
        for name, value in fields.items()
        if value is not None
    }
