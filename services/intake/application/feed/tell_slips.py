"""Follows routes, and tells agencies of the slips that reached them once that is safe in the dossier."""

from collections.abc import Sequence

from services.intake.application.dossiers.follow_routes import FollowRoutes
from services.intake.application.feed.tell_agencies import TellAgencies
from services.runtime.kafka.records import Delivered, Verdicts

__all__ = ["TellSlips"]


class TellSlips:
    """A batch handler of routing's progress topic: at least once, since a repeated event changes nothing twice."""

    def __init__(self, follow: FollowRoutes, tell: TellAgencies) -> None:
        self._follow = follow
        self._tell = tell

    async def __call__(self, batch: Sequence[Delivered]) -> Verdicts:
        verdicts = await self._follow(batch)
        left = verdicts.rejected.keys() | verdicts.deferred.keys()
        await self._tell.of_slips(each for index, each in enumerate(batch) if index not in left)
        return verdicts
