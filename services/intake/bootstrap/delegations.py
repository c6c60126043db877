"""Who signs: the register, signing, alerts."""

from dataclasses import dataclass

from services.intake.adapters.delegations.alerts import COLLECTION as ALERTS
from services.intake.adapters.delegations.alerts import StoredAlerts
from services.intake.adapters.delegations.registers import COLLECTION as REGISTERS
from services.intake.adapters.delegations.registers import StoredRegisters
from services.intake.adapters.dossiers.dossiers import PRODUCER
from services.intake.application.delegations.hear_alerts import HearAlerts
from services.intake.application.delegations.keep_register import KeepRegister
from services.intake.application.delegations.sign_dossier import SignDossier
from services.intake.application.delegations.signing_desk import SigningDesk
from services.intake.application.dossiers.access import Desk
from services.intake.application.dossiers.change_dossier import ChangeDossier
from services.intake.application.dossiers.representation import Representation
from services.intake.bootstrap.ground import Ground
from services.intake.entrypoints.http.delegations.appoint import add_appoint
from services.intake.entrypoints.http.delegations.close_alert import add_close_alert
from services.intake.entrypoints.http.delegations.delegate import add_delegate
from services.intake.entrypoints.http.delegations.end_absence import add_end_absence
from services.intake.entrypoints.http.delegations.read_absences import add_read_absences
from services.intake.entrypoints.http.delegations.read_alerts import add_read_alerts
from services.intake.entrypoints.http.delegations.read_delegations import add_read_delegations
from services.intake.entrypoints.http.delegations.report_absence import add_report_absence
from services.intake.entrypoints.http.delegations.revoke import add_revoke
from services.intake.entrypoints.http.delegations.sign import add_sign
from services.runtime.aggregates import AggregateStore, Relay
from services.runtime.areas import Area
from services.runtime.web import ApiRouter

__all__ = ["Signing", "delegations_area", "open_signing"]


@dataclass(frozen=True, slots=True)
class Signing:
    """The handlers, for the API and for the desk's pages alike; `relay` publishes registers."""

    registers: StoredRegisters
    relay: Relay
    keep: KeepRegister
    desk: SigningDesk
    sign: SignDossier
    alerts: HearAlerts
    change: ChangeDossier


def open_signing(ground: Ground) -> Signing:
    aggregates = AggregateStore(ground.store, REGISTERS, PRODUCER, ground.clock)
    relay = Relay(aggregates, ground.publisher, clock=ground.clock)
    aggregates.on_committed = relay.feed
    registers, alerts = StoredRegisters(aggregates, ground.clock), StoredAlerts(ground.store.collection(ALERTS))
    bounds, clock, terms = ground.settings.time_bounds, ground.clock, ground.terms
    desk, represent = Desk(ground.dossiers, terms, ground.clock), Representation(terms)
    change = ChangeDossier(desk, ground.dossiers, terms, ground.vault, represent, bounds, clock)
    signing = SigningDesk(registers)
    return Signing(
        registers=registers,
        relay=relay,
        keep=KeepRegister(registers, terms, clock),
        desk=signing,
        sign=SignDossier(desk, signing, alerts, change, clock),
        alerts=HearAlerts(alerts, clock),
        change=change,
    )


def delegations_area(signing: Signing) -> Area:
    router = ApiRouter(tags=["signing"])
    add_sign(router, signing.sign)
    for add in (add_appoint, add_delegate, add_revoke, add_read_delegations):
        add(router, signing.keep)
    for add in (add_report_absence, add_end_absence, add_read_absences):
        add(router, signing.keep)
    add_read_alerts(router, signing.alerts)
    add_close_alert(router, signing.alerts)
    return Area(routers=(router,), relays=(signing.relay,), start=(signing.registers.publish_missing,))
