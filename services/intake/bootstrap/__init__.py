"""Wires intake once: the ground that all stand on, then one area after the other."""

from dataclasses import dataclass
from itertools import chain

from fastapi import FastAPI

from services.intake.adapters.indexes import INDEXES
from services.intake.bootstrap.activity import activity_area, open_desk
from services.intake.bootstrap.agencies import agencies_area, meet_agencies
from services.intake.bootstrap.challenges import challenges_area
from services.intake.bootstrap.components import prepare_filing_of
from services.intake.bootstrap.declaration import declaration_area, open_drafting
from services.intake.bootstrap.delegations import delegations_area, open_signing
from services.intake.bootstrap.desk_pages import desk_pages_area
from services.intake.bootstrap.documents import documents_area, open_printing
from services.intake.bootstrap.dossiers import dossiers_area, file_dossier_of
from services.intake.bootstrap.feed import feed_area
from services.intake.bootstrap.files import files_area
from services.intake.bootstrap.ground import Ground, lay_ground
from services.intake.bootstrap.numbers import numbers_area
from services.intake.bootstrap.officer_pages import Hands
from services.intake.bootstrap.officers import officers_area
from services.intake.bootstrap.privacy import privacy_area
from services.intake.bootstrap.public import public_area
from services.intake.bootstrap.timers import timers_area
from services.intake.bootstrap.webhooks import webhooks_area
from services.intake.settings import IntakeSettings
from services.kernel.catalogue import Catalogue
from services.kernel.times import Clock, utc_now
from services.runtime.areas import Area, Machinery, app_of, consuming_health, parts_of
from services.runtime.auth.access import Access, access_of
from services.runtime.catalogue import read_catalogue
from services.runtime.health import Health
from services.runtime.kafka import Consumer
from services.runtime.kafka.limits import limits_of
from services.runtime.process import Parts
from services.runtime.store import Store

__all__ = ["Intake", "build", "wire"]

SERVICE = "intake"


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything that tests and other entry points may want to reach."""

    ground: Ground
    areas: tuple[Area, ...]
    consumer: Consumer
    health: Health
    access: Access

    def app(self) -> FastAPI:
        return app_of(SERVICE, "Liên Thông: tiếp nhận hồ sơ / intake", self.areas, self.health, self.access)

    def parts(self) -> Parts:
        machinery = Machinery(self.ground.store, INDEXES, self.ground.publisher, self.consumer)
        return parts_of(self.app(), self.areas, machinery)


async def build(settings: IntakeSettings) -> Parts:
    store = await Store.open(settings.store_url, f"{settings.namespace}{SERVICE}")
    return wire(settings, store, read_catalogue(settings.catalogue_dir)).parts()


def wire(settings: IntakeSettings, store: Store, catalogue: Catalogue, clock: Clock = utc_now) -> Intake:
    """Connect the parts; nothing is started yet."""
    ground = lay_ground(settings, store, catalogue, clock)
    agencies = meet_agencies(ground)
    desk = open_desk(ground)
    signing, printing = open_signing(ground), open_printing(ground, desk.surveys.token)
    file_dossier = file_dossier_of(ground, prepare_filing_of(ground, desk.ticket_book))
    drafting = open_drafting(ground, file_dossier)
    areas = (
        dossiers_area(ground, file_dossier),
        declaration_area(ground, drafting),
        files_area(ground),
        agencies_area(ground, agencies, file_dossier),
        documents_area(ground, printing),
        challenges_area(ground),
        public_area(ground),
        privacy_area(ground),
        numbers_area(ground),
        timers_area(ground),
        delegations_area(signing),
        officers_area(ground, Hands(file_dossier, signing, printing, drafting, desk)),
        activity_area(ground, desk),
        desk_pages_area(ground, desk),
        feed_area(ground),
        webhooks_area(ground),
    )
    handlers = tuple(chain.from_iterable(area.subscriptions for area in areas))
    broker, limits = (settings.kafka_bootstrap, settings.namespace), limits_of(settings)
    consumer = Consumer(SERVICE, *broker, handlers, ground.publisher, store, clock, limits)
    health, access = consuming_health(consumer, agencies.loader), access_of(settings, clock)
    return Intake(ground, areas, consumer, health, access)
