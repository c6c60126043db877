"""The second half of the one-shot job `setup`: every service's indexes exist before the first service starts."""  # noqa: INP001 a script

import asyncio
import sys
from typing import Final

from services.intake.adapters.indexes import INDEXES as INTAKE
from services.notifications.adapters.indexes import INDEXES as NOTIFICATIONS
from services.routing.adapters.indexes import INDEXES as ROUTING
from services.runtime.failures import TransientError
from services.runtime.settings import ServiceSettings, load_settings
from services.runtime.store import Index, Store, ensure_indexes
from services.stats.adapters.indexes import INDEXES as STATS

_INDEXES: Final[dict[str, tuple[Index, ...]]] = {
    "intake": INTAKE,
    "routing": ROUTING,
    "notifications": NOTIFICATIONS,
    "stats": STATS,
}


async def _ensure(settings: ServiceSettings) -> None:
    for service, indexes in _INDEXES.items():
        store = await Store.open(settings.store_url, f"{settings.namespace}{service}")
        try:
            await ensure_indexes(store, indexes)
        finally:
            store.close()
        sys.stdout.write(f"{service}: {len(indexes)} indexes are as declared\n")


def main() -> None:
    """Exit with 1 when the store cannot be reached; compose then starts no service."""
    try:
        asyncio.run(_ensure(load_settings(ServiceSettings)))
    except TransientError as error:
        sys.stderr.write(f"error: {error}\n")
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
