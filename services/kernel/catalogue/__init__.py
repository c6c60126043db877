"""The catalogue: agencies, procedures with their routes, rule packs and working hours, as checked data."""

from services.kernel.catalogue.agency import Agency
from services.kernel.catalogue.catalogue import Catalogue
from services.kernel.catalogue.load import load
from services.kernel.catalogue.pack import RulePack
from services.kernel.catalogue.period import Period
from services.kernel.catalogue.problem import CatalogueError, Place, Problem
from services.kernel.catalogue.procedure import SELF_ROLE, FeeLine, Join, Leg, LegClock, Procedure, Step
from services.kernel.catalogue.unknown import NoCompetentAgency, UnknownAgency, UnknownPack, UnknownProcedure

__all__ = [
    "SELF_ROLE",
    "Agency",
    "Catalogue",
    "CatalogueError",
    "FeeLine",
    "Join",
    "Leg",
    "LegClock",
    "NoCompetentAgency",
    "Period",
    "Place",
    "Problem",
    "Procedure",
    "RulePack",
    "Step",
    "UnknownAgency",
    "UnknownPack",
    "UnknownProcedure",
    "load",
]
