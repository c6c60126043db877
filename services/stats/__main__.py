"""`python -m services.stats`."""

from services.runtime.process import run
from services.stats.bootstrap import build
from services.stats.settings import SERVICE, Settings

if __name__ == "__main__":
    run(SERVICE, build, Settings)
