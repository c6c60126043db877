"""Foreign systems: deliveries to them, and their replies over HTTP and through folders."""

from pathlib import Path
from typing import Final

from services.kernel.catalogue import Transport
from services.routing.adapters.foreign.folder_courier import FolderCourier
from services.routing.adapters.foreign.inbox import FolderReplies
from services.routing.adapters.foreign.rounds import SystemRounds
from services.routing.application.foreign.deliver import DeliverHandOvers
from services.routing.application.foreign.ports import Courier
from services.routing.application.foreign.receive_reply import ReceiveReply
from services.routing.application.foreign.take_reply import TakeReply
from services.routing.bootstrap.ground import Ground
from services.routing.entrypoints.http.foreign.post_reply import post_reply
from services.runtime.areas import Area
from services.runtime.delivery.message import Sealing
from services.runtime.delivery.sealed_secrets import SealedSecrets
from services.runtime.delivery.worker import DeliveryWorker
from services.runtime.process import Step
from services.runtime.sealing import FieldCipher
from services.runtime.sweeper import Sweeper

__all__ = ["SECRET_KIND", "foreign_area"]

SECRET_KIND: Final = "system"  # noqa: S105 names the kind of place that secrets are bound to


def foreign_area(ground: Ground) -> Area:
    foreign, settings, clock = ground.foreign, ground.settings, ground.clock
    secrets = SealedSecrets(FieldCipher(settings.credential_keys), SECRET_KIND)
    take = TakeReply(ground.publisher, ground.directory, secrets, clock)
    receive = ReceiveReply(foreign.systems, foreign.lines, take, settings.signature_tolerance_seconds, clock)
    router = post_reply(receive)
    if not len(foreign.systems):
        return Area(routers=(router,))
    couriers, closing = _couriers(ground, secrets)
    deliver = DeliverHandOvers(foreign.systems, foreign.lines, foreign.queue, couriers, clock)
    worker = DeliveryWorker(SystemRounds(foreign.lines, deliver, clock), settings.delivery_seconds)
    replies = FolderReplies(foreign.systems, foreign.lines, take, Path(settings.systems_dir))
    sweeper = Sweeper((replies.sweep,), settings.sweep_seconds)
    return Area(routers=(router,), background=(worker.run, sweeper.run), stop=(worker.stop, sweeper.stop, *closing))


def _couriers(ground: Ground, secrets: Sealing) -> tuple[dict[Transport, Courier], tuple[Step, ...]]:
    systems = ground.foreign.systems
    couriers: dict[Transport, Courier] = {
        Transport.FILE: FolderCourier(Path(ground.settings.systems_dir), secrets, systems)
    }
    if not any(system.transport is Transport.HTTP for system in systems):
        return couriers, ()
    # Here, so that a platform without such systems starts without an HTTP client.
    from services.routing.adapters.foreign.http_courier import HttpCourier  # noqa: PLC0415 see above
    from services.runtime.delivery.targets import GuardedTargets, networks_of  # noqa: PLC0415 see above

    http = HttpCourier(GuardedTargets(networks_of(ground.settings.system_networks)), secrets, systems)
    return couriers | {Transport.HTTP: http}, (http.close,)
