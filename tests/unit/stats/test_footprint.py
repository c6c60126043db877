"""What a process that counts has in memory."""

import subprocess
import sys


def test_the_service_is_wired_without_loading_the_writer_of_workbooks() -> None:
    """Their code comes with the first workbook that somebody asks for: a process that only counts can do without it."""
    code = "import sys, services.stats.bootstrap; sys.exit('openpyxl' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=300)  # noqa: S603 code of this very test
    assert done.returncode == 0
