"""Runs the service: `python -m services.notifications`."""

from services.notifications.bootstrap import build
from services.notifications.entrypoints.kafka import SERVICE
from services.notifications.settings import NotificationsSettings
from services.runtime.process import run

if __name__ == "__main__":
    run(SERVICE, build, NotificationsSettings)
