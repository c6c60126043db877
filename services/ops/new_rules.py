"""After an update with other rules of counting: statistics do not start before the topics were counted again.

`lienthong up` does it by itself. With compose it is the operator's to run `lienthong stats rebuild`, while the platform
runs; here the platform would stop together with the service that cannot start.
"""

import os
from collections.abc import Callable

from services.ops import environment
from services.ops.platform.locations import CATALOGUE
from services.stats.application.rebuild import rebuild
from services.stats.bootstrap import opened
from services.stats.settings import OperatorSettings

__all__ = ["count_by_new_rules"]


async def count_by_new_rules(kafka: str, store_url: str, namespace: str, tell: Callable[[str], None]) -> None:
    """Rebuild the statistics if other rules counted them; raises PermanentError and TransientError."""
    folder = os.environ.get(environment.variable("catalogue_dir"), str(CATALOGUE))
    settings = OperatorSettings(kafka_bootstrap=kafka, store_url=store_url, namespace=namespace, catalogue_dir=folder)
    async with opened(settings) as stats:
        serving = await stats.generations.serving()
        if serving is None or serving.rules == stats.rules:
            return
        tell("Statistics were counted by other rules: counting the topics again.")
        tell(f"Statistics: generation {await rebuild(stats, tell)} is complete")
