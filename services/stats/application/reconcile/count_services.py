"""How many services the catalogue offers: a fact of the rules on a day, not of the dossiers."""

from datetime import date
from fnmatch import fnmatchcase

from services.kernel.agency_code import AgencyCode
from services.kernel.catalogue import Catalogue, Procedure
from services.stats.domain.reconcile.values import Where

__all__ = ["count_services"]


def count_services(catalogue: Catalogue, where: Where, day: date) -> int:
    """Return how many procedures in force on that day match.

    `code` is a pattern such as `9.8*`; `province` means those whose list of receiving places names it; `online_level`
    and `field` any of the values; `exclusive_portal: false` leaves out services on a portal of their own, `true` leaves
    only those.
    """
    in_force = (each for each in catalogue.procedures.values() if each.validity.covers(day))
    return sum(
        1
        for procedure in in_force
        if _is_named_by(procedure, where)
        and _is_like(procedure.code, where)
        and _is_any(procedure.online_level_on(day), where, "online_level")
        and _is_any(procedure.field, where, "field")
        and _is_any("true" if procedure.profile.exclusive_portal else "false", where, "exclusive_portal")
    )


def _is_named_by(procedure: Procedure, where: Where) -> bool:
    wanted = where.get("province")
    return wanted is None or not procedure.profile.reception.provinces.isdisjoint(map(AgencyCode, wanted))


def _is_like(code: str, where: Where) -> bool:
    wanted = where.get("code")
    return wanted is None or any(fnmatchcase(code, pattern) for pattern in wanted)


def _is_any(value: str, where: Where, name: str) -> bool:
    wanted = where.get(name)
    return wanted is None or value in wanted
