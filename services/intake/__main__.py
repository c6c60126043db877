"""`python -m services.intake` runs intake until SIGTERM or SIGINT."""

from services.intake.bootstrap import build
from services.intake.settings import IntakeSettings
from services.runtime.process import run

if __name__ == "__main__":
    run("intake", build, IntakeSettings)
